//===- Drops.h - What code may drop a counted value -----------------------===//
//
// Defines Drops, which answers whether running a statement can drop or move
// away a value of one counted class, and what in it does. Used to leave out
// counts that cannot matter: where no such value is dropped, each that is there
// when a borrow begins is there when it ends. When in doubt it says yes.
//
// What code does is a list of steps (DropSteps.h); what it reaches is the union
// of the steps of all that it may call, in this unit, and in others by the index.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_DROPS_H
#define CONURE_REWRITE_COUNTS_DROPS_H

#include "rewrite/IndexFacts.h"
#include "rewrite/counts/Counted.h"
#include "rewrite/counts/DropSteps.h"
#include "llvm/ADT/DenseMap.h"
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace conure::rewrite {

/// The first thing found that may drop: "it calls 'f', which is not defined here".
struct DropCause {
  std::string What;
  clang::SourceLocation Loc;
};

class Drops {
public:
  /// \p Others, what the index knows of other units, may be null.
  Drops(UnitContext &U, Counted &C, const DropFacts *Others) : Steps(U, C), Others(Others) {}

  /// Why running \p S may drop a value whose count is that of class \p Carrier
  /// (Counted::carrierOf). Null stands for any counted class.
  std::optional<DropCause> in(const clang::Stmt *S, const clang::CXXRecordDecl *Carrier);

  /// The facts by which other units know what the functions, classes and
  /// virtual methods of this one drop.
  void leaveFacts(std::set<Index::Fact> &Facts);

private:
  /// All that something may do in the end.
  struct Reach {
    std::string Anything; ///< why everything may be dropped, or empty
    llvm::SmallDenseMap<const clang::CXXRecordDecl *, std::string, 4> Classes;
    std::map<std::string, std::string> Elsewhere; ///< key in the index → what it is, as a reason
  };
  const Reach &reachOf(DropNode N);
  const std::string *causeIn(const Reach &R, const clang::CXXRecordDecl *Carrier);
  const std::string *causeElsewhere(const std::string &Key, const std::string &What,
                                    const clang::CXXRecordDecl *Carrier);
  const std::string &keyOf(const clang::CXXRecordDecl *R);
  void leave(std::set<Index::Fact> &Facts, const std::string &Key, DropNode N);

  DropSteps Steps;
  const DropFacts *Others;
  llvm::DenseMap<DropNode, std::unique_ptr<Reach>> All;
  llvm::DenseMap<const clang::CXXRecordDecl *, std::string> Keys;
  std::map<std::string, std::string> Unseen; ///< reasons that name what the index says
};

} // namespace conure::rewrite

#endif
