//===- KeepRecorder.h - What a unit's functions keep, for the index -------===//
//
// Defines KeepRecorder, which writes into an Index what a function leaves of its
// arguments, and to which functions it hands them on that another unit, or a
// derived class, knows more of. For IndexUnit.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_KEEPRECORDER_H
#define CONURE_CHECKS_MODEL_KEEPRECORDER_H

#include "checks/model/BorrowTypes.h"
#include "checks/model/Index.h"

namespace conure {

struct CallParts;

class KeepRecorder {
public:
  explicit KeepRecorder(Model &M) : M(M), Types(M, /*ByTypes=*/true) {}

  /// \p F has a body, and the key \p Key. Linear in the size of the body.
  void record(const clang::FunctionDecl *F, const std::string &Key, Index &Out);

private:
  bool mayHandOn(const clang::FunctionDecl *F);
  const std::set<Index::HandOn> &handsOn(const clang::FunctionDecl *F);
  void handedOn(const clang::FunctionDecl *F, const CallParts &C, std::set<Index::HandOn> &Out);

  Model &M;
  BorrowTypes Types;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<std::set<Index::HandOn>>> HandsOn;
};

} // namespace conure

#endif
