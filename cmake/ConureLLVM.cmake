# Finds the LLVM and Clang that the tool is built against and defines:
#   ConureClangFlags  interface target: include paths and flags of every target that includes Clang's headers
#   conure_clang_pch(target)  gives a target the precompiled Clang headers
set(CMAKE_PREFIX_PATH "/usr/lib/llvm-${Conure_LLVM}" ${CMAKE_PREFIX_PATH})
if(Conure_LLVM STREQUAL "22")
  find_package(Clang 22.1 REQUIRED CONFIG)
elseif(Conure_LLVM STREQUAL "19")
  find_package(Clang 19.1 REQUIRED CONFIG)
else()
  message(FATAL_ERROR "Conure_LLVM is '${Conure_LLVM}'; supported are 22 and 19")
endif()
message(STATUS "Building against LLVM ${LLVM_PACKAGE_VERSION}")

add_library(ConureClangFlags INTERFACE)
target_include_directories(ConureClangFlags SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
target_include_directories(ConureClangFlags INTERFACE "${PROJECT_SOURCE_DIR}")
separate_arguments(Conure_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_options(ConureClangFlags INTERFACE -fno-rtti -Wall -Wextra -Wno-unused-parameter ${Conure_LLVM_DEFINITIONS})

function(conure_clang_pch target)
  target_precompile_headers(${target} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/ClangPrecompiled.h")
endfunction()
