//===- HeaderFlags.h - What of a command matters to the system's headers --===//
//
// Defines HeaderFlags: the part of a compile command under which headers of the
// standard library and of the runtime mean the same. For PrecompiledHeaders.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_PROJECT_HEADERFLAGS_H
#define CONURE_TOOL_PROJECT_HEADERFLAGS_H

#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace conure {

struct HeaderFlags {
  std::vector<std::string> Kept;       ///< without the compiler, inputs and outputs
  std::vector<std::string> SearchDirs; ///< absolute; not in Kept, unless they are Conure's own
  bool Annotated = false;              ///< the command includes the runtime for processes
  bool Usable = true;                  ///< false: something precedes the headers, or changes them in a way not known

  /// \p Command starts with the compiler, has one input, and runs in \p Here.
  static HeaderFlags of(llvm::ArrayRef<std::string> Command, const std::string &Here);
  /// What the rewriter adds by -include.
  static bool isOwnHeader(llvm::StringRef Name);
};

/// Whether a file below \p SearchDirs would be found instead of one of \p Headers (absolute paths), by any of the names
/// that it may be included by.
bool wouldReplace(llvm::ArrayRef<std::string> SearchDirs, llvm::ArrayRef<std::string> Headers);

} // namespace conure

#endif
