//===- Toolchain.h - Where Conure's own files and Clang's lie -------------===//
//
// Defines Toolchain: the places of Conure's headers, of the runtime library and
// of Clang's built-in headers, found from where the binary lies. For the verbs.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_PROJECT_TOOLCHAIN_H
#define CONURE_TOOL_PROJECT_TOOLCHAIN_H

#include <string>
#include <vector>

namespace conure {

struct Toolchain {
  std::string Binary;         ///< absolute, symlinks resolved
  std::string IncludeDir;     ///< holds conure/conure.h; empty: not found
  std::string RuntimeLibrary; ///< libconure_runtime.a; empty: not found
  std::string Plugin;         ///< ConureTidy.so; empty: not found
  std::string ResourceDir;    ///< holds include/stddef.h; empty: not found

  /// What a program that uses the runtime is linked with, after its objects.
  std::vector<std::string> linkFlags() const;
};

/// CONURE_INCLUDE_DIR and CONURE_RESOURCE_DIR in the environment win.
Toolchain findToolchain(const char *Argv0);

} // namespace conure

#endif
