-- Run once, when the server starts with an empty volume: the user and the database, no schema.
CREATE USER pourtier_user WITH PASSWORD 'pourtier_pass';
CREATE DATABASE pourtier_test_db OWNER pourtier_user;
