//===- ForcedHeaders.h - Headers of headers to precompile -----------------===//
//
// Defines forcedHeaders and withHeaders. CMake makes a header of the headers that
// a target has precompiled, includes it by command line in each unit, and says in
// it that it is the system's, which holds for all that it includes: the user's
// classes in there would escape the rules and the rewriting. For whoever parses a
// unit.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_FORCEDHEADERS_H
#define CONURE_CHECKS_MODEL_FORCEDHEADERS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>
#include <vector>

namespace conure {

struct ForcedHeader {
  std::string OnDisk;
  std::string Mended; ///< without the pragma, and as long
};

/// The headers that \p Args, in \p Directory, include before a unit and that say to be the system's, by absolute path.
/// Reads them through \p Files.
std::map<std::string, ForcedHeader> forcedHeaders(llvm::vfs::FileSystem &Files, llvm::ArrayRef<std::string> Args,
                                                  llvm::StringRef Directory);

/// \p Under, but with \p Headers as they are mended.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> withHeaders(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Under,
                                                            const std::map<std::string, ForcedHeader> &Headers);

} // namespace conure

#endif
