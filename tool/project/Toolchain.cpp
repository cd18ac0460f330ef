//===- Toolchain.cpp ------------------------------------------------------===//
#include "tool/project/Toolchain.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cstdlib>

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace conure {

namespace {

std::string below(StringRef Base, StringRef Rest) {
  llvm::SmallString<256> P(Base);
  path::append(P, Rest);
  path::remove_dots(P, /*remove_dot_dot=*/true);
  return std::string(P);
}

/// The first of \p Candidates that holds \p Marker.
std::string firstWith(const std::vector<std::string> &Candidates, StringRef Marker) {
  for (const std::string &C : Candidates)
    if (!C.empty() && fs::exists(below(C, Marker)))
      return C;
  return "";
}

std::string fromEnvironment(const char *Name) {
  const char *Value = std::getenv(Name);
  return Value ? Value : "";
}

std::string existing(const std::string &File) { return fs::exists(File) ? File : ""; }

} // namespace

Toolchain findToolchain(const char *Argv0) {
  Toolchain T;
  // Any address of this program serves to find its file.
  T.Binary = fs::getMainExecutable(Argv0, reinterpret_cast<void *>(&findToolchain));
  StringRef Bin = path::parent_path(T.Binary);
  T.IncludeDir =
      firstWith({fromEnvironment("CONURE_INCLUDE_DIR"), below(Bin, "../include"), below(Bin, "../../runtime/include")},
                "conure/conure.h");
  T.RuntimeLibrary = existing(below(Bin, "../lib/libconure_runtime.a"));
  T.Plugin = existing(below(Bin, "../lib/ConureTidy.so"));
  const std::string Version = "lib/clang/" CLANG_VERSION_MAJOR_STRING;
  T.ResourceDir =
      firstWith({fromEnvironment("CONURE_RESOURCE_DIR"), below(Bin, "../" + Version),
                 below(CONURE_LLVM_PREFIX, Version), "/usr/" + Version, "/usr/lib/clang/" CLANG_VERSION_MAJOR_STRING},
                "include/stddef.h");
  return T;
}

std::vector<std::string> Toolchain::linkFlags() const {
  // CONURE_RUNTIME_LINK_FLAGS comes from the build: the one list of what the runtime needs (runtime/CMakeLists.txt).
  std::vector<std::string> Flags{RuntimeLibrary};
  llvm::SmallVector<StringRef, 8> Parts;
  StringRef(CONURE_RUNTIME_LINK_FLAGS).split(Parts, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts)
    Flags.push_back(Part.str());
  return Flags;
}

} // namespace conure
