//===- UniquePlaces.h - Expressions that name unique values ---------------===//
//
// Defines Exposure and UniquePlace (a unique value, or an outside variable as a
// recover body sees it), Use (what is done with it), and traceUses, which
// follows an expression outwards from the name of the value, through fields and
// what else keeps naming a part of it, to each thing done with it. For the rules
// on unique values and recover, and for the rewriter: they all ask "how is this
// expression used?". What is not recognised comes out as a borrow.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_UNIQUEPLACES_H
#define CONURE_CHECKS_MODEL_UNIQUEPLACES_H

#include "checks/model/Recover.h"
#include "clang/AST/StmtCXX.h"

namespace conure {

/// How an expression may be used: language.md §3, "Unique values" and the table
/// of recover.
enum class Exposure {
  Unique,           ///< a uni<T>
  OutsideMutable,   ///< `uni mut T` in a recover body
  OutsideImmutable, ///< `uni ref T` in a recover body
  OutsideValue,     ///< a value-type variable in a recover body
};

struct UniquePlace {
  Exposure How = Exposure::Unique;
  const clang::Expr *Named = nullptr;    ///< the expression that names it
  const clang::ValueDecl *Var = nullptr; ///< the variable or field; null for temporaries and elements
  clang::QualType Type;                  ///< the T of uni<T>, or what the outside variable is or points to
  const RecoverBody *Body = nullptr;     ///< for outside variables
  /// An outside variable that is another function's than the one around the
  /// recover: a closure captured it.
  bool Captured = false;

  bool isOutside() const { return How != Exposure::Unique; }
};

enum class UseKind {
  Read,      ///< a scalar loaded, a pointer compared
  Discarded, ///< `(void)u`, `u;`, an unevaluated operand
  Consumed,  ///< a whole uni<T> moved on, swapped, exchanged or assigned
  Copied,    ///< copy construction or assignment of a part
  MovedOut,  ///< a part moved into something else
  Receiver,  ///< object of a method call or operand of an operator
  Assigned,  ///< left side of an assignment
  RangeFor,  ///< range of a range-based for
  StdValue,  ///< a value-type part read by a function of the standard library
  Inner,     ///< a path to another uni<T>, judged for itself
  // Borrows:
  Variable, ///< initialises a reference or pointer variable
  Argument, ///< binds to a parameter
  Captured, ///< captured by a lambda
  Returned, ///< returned by reference or as a pointer
  Stored,   ///< initialises or is assigned to a reference or pointer member or element
  Thrown,
  Address, ///< its address goes elsewhere
  Other,
};

struct Use {
  UseKind Kind = UseKind::Other;
  const clang::Expr *Path = nullptr;        ///< the outermost expression that still names the value or a part
  clang::QualType Part;                     ///< its type
  bool Pointer = false;                     ///< Path is a pointer to, or other borrow of, the part
  bool Moved = false;                       ///< Path is an xvalue
  bool Whole = true;                        ///< no step was made into the value
  bool WholeMoved = false;                  ///< the unique value itself was an rvalue: all of it is given up
  const clang::Stmt *At = nullptr;          ///< the call, statement or lambda that uses it
  const clang::ValueDecl *Target = nullptr; ///< the variable, parameter or field bound
  const clang::FunctionDecl *Callee = nullptr;
  const clang::Expr *Right = nullptr; ///< Assigned: the right side
  bool ResultUnused = false;          ///< Receiver, Argument: nobody looks at the call's result
};

/// What encloses the expressions of a walk: the top of Ancestors below.
struct WalkTop {
  const clang::FunctionDecl *Function = nullptr;
  const clang::VarDecl *Var = nullptr;     ///< a variable's initialiser outside of functions
  const clang::FieldDecl *Field = nullptr; ///< a default member initialiser
  const clang::CXXCtorInitializer *Init = nullptr;
};

/// The statements around the one that is being looked at, outermost first.
using Ancestors = llvm::ArrayRef<const clang::Stmt *>;

/// Follows \p P outwards through \p Around to each use. The last is where it
/// ends; ones before it are steps that ask for a judgement of their own (a call
/// whose result is part of the value again, an assignment that is an operand).
llvm::SmallVector<Use, 2> traceUses(Model &M, const UniquePlace &P, Ancestors Around, const WalkTop &Top);

/// The local or parameter whose whole value is read by \p E as an lvalue, or null.
const clang::VarDecl *namedVariable(const clang::Expr *E);

/// True if the value of the expression at the end of \p Around + \p E is dropped.
bool isResultUnused(const clang::Expr *E, Ancestors Around);

} // namespace conure

#endif
