//===- Strays.h - Borrows that are kept where nothing counts them ----------===//
//
// Defines StraySinks, the places of one function where a borrow is put into
// something that carries no guard: a field, a holder of pointers, a closure's
// own variable, a static variable. For Strays.cpp, which tells of those that are
// borrows of elements or of parts of counted values.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_STRAYS_H
#define CONURE_REWRITE_COUNTS_STRAYS_H

#include "rewrite/counts/Counted.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace conure::rewrite {

/// A value that may be a borrow, and where it goes.
struct StraySink {
  const clang::Expr *Value;
  clang::QualType As; ///< the type that it is kept as: `T &`, `T *`, a handle
  const clang::FunctionDecl *Function;
  std::string Where; ///< "field 'at'", "a closure"
  /// The local variable that holds it in the end; null: it may be anywhere.
  const clang::VarDecl *Holder = nullptr;
  /// The variable of which a closure has a copy.
  const clang::VarDecl *Copied = nullptr;
  /// The holder is what this loop goes over.
  const clang::CXXForRangeStmt *Loop = nullptr;
  bool InLibrary = false; ///< it goes into an object of the library's, not into a field
  /// The statement of a block that puts it there; null: it is put there on some condition, or more than once.
  const clang::Stmt *Statement = nullptr;
  const char *Part = nullptr; ///< of a holder that gets it from a call: where it is there, ".first"
};

std::vector<StraySink> straySinks(const clang::FunctionDecl *F);

/// True for pointers to objects, references and handles.
bool isBorrowType(clang::QualType T);
/// True if a value of type \p T, a class, can hold a borrow of something that it does not own.
bool canHoldBorrow(clang::QualType T, unsigned Depth = 0);

} // namespace conure::rewrite

#endif
