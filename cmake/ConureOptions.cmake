# Options of the build, and what every target shares. Included once by the top-level list file.
option(Conure_BUILD_TOOL "Build the tool, the checks and the clang-tidy plugin (needs LLVM and Clang)" ON)
option(Conure_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(Conure_BUILD_BENCH "Build the benchmarks" OFF)
set(Conure_LLVM "22" CACHE STRING "Major version of the LLVM and Clang to build against (22 or 19)")

set(Conure_HOME_URL "" CACHE STRING
    "Address of the project's sources, for SARIF's links to pages (URL/docs/rules/NAME.md); empty: names stand for them")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(Conure_CCACHE ccache)
if(Conure_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what lets ccache look at precompiled headers at all.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
      "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime" "${Conure_CCACHE}")
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Without its time a precompiled header depends on its text alone, so that a cache hits in the next checkout.
  add_compile_options(-Xclang -fno-pch-timestamp)
  find_program(Conure_LLD NAMES ld.lld-22 ld.lld-19 ld.lld)
  if(Conure_LLD)
    add_link_options("--ld-path=${Conure_LLD}")
  endif()
endif()
