//===- Surroundings.h - The function or class around a place --------------===//
//
// Defines Surroundings, an index of the user's functions and classes by file
// and line. For the engine, which asks only where something was found.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_SURROUNDINGS_H
#define CONURE_TOOL_ENGINE_SURROUNDINGS_H

#include "tool/report/Results.h"
#include "clang/AST/ASTContext.h"
#include <map>

namespace conure {

class Surroundings {
public:
  /// Looks through the declarations of \p Ctx's traversal scope.
  explicit Surroundings(clang::ASTContext &Ctx);
  /// The qualified name of the innermost function or class around \p P; empty if there is none.
  std::string at(const report::Place &P) const;

  struct Extent {
    unsigned Begin, End; ///< offsets
    std::string Name;
  };

private:
  std::map<std::string, std::vector<Extent>> ByFile;
};

} // namespace conure

#endif
