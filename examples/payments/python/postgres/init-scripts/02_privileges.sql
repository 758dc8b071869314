-- What the application may do in its database; tables are made by migrations.
\connect pourtier_test_db
GRANT ALL ON SCHEMA public TO pourtier_user;
