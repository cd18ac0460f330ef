//===- IndexSources.h - What an index was made of ---------------------------===//
//
// Defines recordSources, which notes in an Index the files of a unit and what
// they held, and the way paths in it are written. For indexUnit and for the verb
// that makes indexes.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_INDEXSOURCES_H
#define CONURE_CHECKS_MODEL_INDEXSOURCES_H

#include "checks/model/Index.h"

namespace conure {

/// \p File as seen from \p Base; empty if it is not below it.
llvm::StringRef belowBase(llvm::StringRef File, llvm::StringRef Base);

/// Notes the user's files of \p M's unit that are below \p Base.
void recordSources(Index &Into, Model &M, llvm::StringRef Base);

} // namespace conure

#endif
