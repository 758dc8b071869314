# Warnings and sanitizers for Retort's own code; never for those who use it.
add_library(retort_warnings INTERFACE)
target_compile_options(retort_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Woverloaded-virtual -Wnon-virtual-dtor
  # Designated initialisers are how aggregates are written here; the rest is what they leave out.
  -Wno-missing-field-initializers
  $<$<BOOL:${RETORT_WERROR}>:-Werror>)
if(RETORT_SANITIZE)
  target_compile_options(retort_warnings INTERFACE -fsanitize=${RETORT_SANITIZE}
    -fno-omit-frame-pointer -fno-sanitize-recover=all
    # GCC 12 sees uninitialised members in instrumented code of <regex> and <optional>.
    -Wno-maybe-uninitialized)
  target_link_options(retort_warnings INTERFACE -fsanitize=${RETORT_SANITIZE})
endif()
