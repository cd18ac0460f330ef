# What is installed, and how others find it: `find_package(Conure)` with the components `runtime` (the headers and the
# library, no Clang) and `tool` (the command and the clang-tidy plugin), pkg-config, and packages by CPack.
#
# The tree is laid out as the tool looks for it: bin/conure, include/conure, lib/libconure_runtime.a, lib/ConureTidy.so.
include(CMakePackageConfigHelpers)
set(Conure_PACKAGE_DIR "lib/cmake/Conure")

# Headers alone: a program by serial elision.
add_library(conure_serial INTERFACE)
target_include_directories(conure_serial INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/runtime/include>"
                                                   "$<INSTALL_INTERFACE:include>")
target_compile_features(conure_serial INTERFACE cxx_std_20)

set_target_properties(conure_runtime PROPERTIES EXPORT_NAME runtime)
set_target_properties(conure_serial PROPERTIES EXPORT_NAME serial)
install(TARGETS conure_runtime conure_serial EXPORT ConureRuntime ARCHIVE DESTINATION lib COMPONENT runtime)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/runtime/include/conure" DESTINATION include COMPONENT runtime)
install(EXPORT ConureRuntime NAMESPACE Conure:: FILE ConureRuntimeTargets.cmake DESTINATION "${Conure_PACKAGE_DIR}"
        COMPONENT runtime)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/ConureConfig.cmake.in" "${PROJECT_BINARY_DIR}/ConureConfig.cmake"
                              INSTALL_DESTINATION "${Conure_PACKAGE_DIR}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ConureConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ConureConfig.cmake" "${PROJECT_BINARY_DIR}/ConureConfigVersion.cmake"
        DESTINATION "${Conure_PACKAGE_DIR}" COMPONENT runtime)

# pkg-config says where it is by where its own file lies, so that the tree can be moved.
string(REPLACE ";" " " Conure_LINK_LINE "${Conure_RUNTIME_LINK_FLAGS}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/conure.pc.in" "${PROJECT_BINARY_DIR}/conure.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/conure.pc" DESTINATION lib/pkgconfig COMPONENT runtime)

if(TARGET conure)
  install(TARGETS conure EXPORT ConureTool RUNTIME DESTINATION bin COMPONENT tool)
  install(EXPORT ConureTool NAMESPACE Conure:: FILE ConureToolTargets.cmake DESTINATION "${Conure_PACKAGE_DIR}"
          COMPONENT tool)
  install(FILES "${CMAKE_CURRENT_LIST_DIR}/ConureFunctions.cmake" DESTINATION "${Conure_PACKAGE_DIR}" COMPONENT tool)
  # The manual page and the completions come from the command line's own description.
  set(Conure_MADE "${PROJECT_BINARY_DIR}/share")
  file(MAKE_DIRECTORY "${Conure_MADE}")
  add_custom_command(
    OUTPUT "${Conure_MADE}/conure.1" "${Conure_MADE}/conure.bash" "${Conure_MADE}/_conure" "${Conure_MADE}/conure.fish"
    COMMAND conure man > "${Conure_MADE}/conure.1"
    COMMAND conure completion bash > "${Conure_MADE}/conure.bash"
    COMMAND conure completion zsh > "${Conure_MADE}/_conure"
    COMMAND conure completion fish > "${Conure_MADE}/conure.fish"
    DEPENDS conure COMMENT "Writing the manual page and the completions" VERBATIM)
  add_custom_target(conure-manual ALL DEPENDS "${Conure_MADE}/conure.1")
  install(FILES "${Conure_MADE}/conure.1" DESTINATION share/man/man1 COMPONENT tool)
  install(FILES "${Conure_MADE}/conure.bash" DESTINATION share/bash-completion/completions RENAME conure COMPONENT tool)
  install(FILES "${Conure_MADE}/_conure" DESTINATION share/zsh/vendor-completions COMPONENT tool)
  install(FILES "${Conure_MADE}/conure.fish" DESTINATION share/fish/vendor_completions.d COMPONENT tool)
  if(TARGET ConureTidy)
    install(TARGETS ConureTidy LIBRARY DESTINATION lib COMPONENT tool)
  endif()
endif()

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION share/doc/conure COMPONENT runtime)
if(TARGET conure)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/" DESTINATION share/doc/conure COMPONENT tool
          FILES_MATCHING PATTERN "*.md" PATTERN "*.yml" PATTERN "*.svg")
  install(FILES "${PROJECT_SOURCE_DIR}/bazel/BUILD.bazel" "${PROJECT_SOURCE_DIR}/bazel/WORKSPACE"
                "${PROJECT_SOURCE_DIR}/bazel/conure.bzl" "${PROJECT_SOURCE_DIR}/bazel/repository.bzl"
                "${PROJECT_SOURCE_DIR}/bazel/README.md" DESTINATION share/conure/bazel COMPONENT tool)
endif()

set(CPACK_PACKAGE_NAME conure)
set(CPACK_PACKAGE_VENDOR Conure)
set(CPACK_PACKAGE_CONTACT "The Conure authors <conure@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(TARGET conure) # Clang's built-in headers and a C++ library, which the tool parses
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${Conure_LLVM}-dev, libstdc++-12-dev | libstdc++-dev")
endif()
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "g++, libdw1")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "clang-tidy-${Conure_LLVM}, graphviz, pre-commit")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
include(CPack)
