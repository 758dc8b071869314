# Warnings and sanitizers for Retort's own code; never for those who use it.
add_library(retort_warnings INTERFACE)
target_compile_options(retort_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Woverloaded-virtual -Wnon-virtual-dtor
  # Designated initialisers are how aggregates are written here; the rest is what they leave out.
  -Wno-missing-field-initializers
  # GCC 12 warns of its own library's strings and optionals when it optimises or instruments them.
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict;-Wno-maybe-uninitialized>"
  $<$<BOOL:${RETORT_WERROR}>:-Werror>)
if(RETORT_SANITIZE)
  target_compile_options(retort_warnings INTERFACE -fsanitize=${RETORT_SANITIZE}
    -fno-omit-frame-pointer -fno-sanitize-recover=all
    $<$<BOOL:$<TARGET_PROPERTY:RETORT_TEST>>:-fno-sanitize=undefined>)
  target_link_options(retort_warnings INTERFACE -fsanitize=${RETORT_SANITIZE})
endif()
