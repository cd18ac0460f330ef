//===- Counted.h - Which classes carry a count ----------------------------===//
//
// Defines Counted, the answer for one unit under the policy asked for, and
// what a type is to it. For the passes of counts/.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_COUNTED_H
#define CONURE_REWRITE_COUNTS_COUNTED_H

#include "rewrite/Unit.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace conure::rewrite {

class Counted {
public:
  explicit Counted(UnitContext &U) : U(U) {}

  /// True if a value of class \p R has a count, its own or a base's.
  bool isCounted(const clang::CXXRecordDecl *R);
  /// True if \p R itself needs the word: it is counted and no one base has it.
  bool carriesCount(const clang::CXXRecordDecl *R);
  /// The class (as a pattern) whose word counts the borrows of an \p R; null if \p R is not counted.
  const clang::CXXRecordDecl *carrierOf(const clang::CXXRecordDecl *R);
  const clang::CXXRecordDecl *carrierOf(clang::QualType T) {
    const clang::CXXRecordDecl *R = recordOf(T);
    return R ? carrierOf(R) : nullptr;
  }
  /// The definition of \p R, or of the template that it is made from; null if there is none.
  static const clang::CXXRecordDecl *pattern(const clang::CXXRecordDecl *R);
  /// Why \p R, which the user marked, cannot be counted; empty if it can.
  std::string obstacle(const clang::CXXRecordDecl *R);

  /// Why \p R, which nobody marked, carries no count though all classes of the project were asked for; empty if it
  /// does, or if nothing of the kind was asked.
  std::string leftAlone(const clang::CXXRecordDecl *R);

  /// What a variable of type T borrows.
  enum class Borrow {
    None,
    Reference, ///< to a counted class
    Pointer,   ///< to a counted class
    Dependent, ///< a reference or pointer that may be one of them in an instantiation
    Unknown,   ///< `auto` of a dependent value, `T`, `T &&`, a pack: see Instantiations.h
  };
  Borrow borrowOf(clang::QualType T);
  bool isCountedType(clang::QualType T);
  /// True if \p R, or the class it is instantiated from, can be told to be a
  /// class of the user that is counted somewhere: it is complete here.
  static const clang::CXXRecordDecl *recordOf(clang::QualType T);

  std::string groupOf(const clang::CXXRecordDecl *R);

private:
  bool isWanted(const clang::CXXRecordDecl *R);
  UnitContext &U;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> Known;
};

} // namespace conure::rewrite

#endif
