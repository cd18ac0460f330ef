//===- BodyFacts.h - What one body does itself ----------------------------===//
//
// Defines BodyFacts, what the code of one function, one initialiser or one
// expression does by itself: what it calls (implicit calls included), which
// variables of static storage it names, and what it contains that the checks
// cannot follow. For the call graph; nothing is decided here. Code that is not
// evaluated (sizeof, decltype, discarded branches, constant expressions) is
// not looked at.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_BODYFACTS_H
#define CONURE_CHECKS_MODEL_BODYFACTS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace conure {

enum class CallKind {
  Call,     ///< written as a call
  Virtual,  ///< written as a call, dispatched at run time
  Implicit, ///< a constructor, destructor, conversion, allocation the language inserts
  Address,  ///< not called here: a callback is made, or an address is taken
};

struct CallEdge {
  const clang::FunctionDecl *Callee;
  const clang::Stmt *Site; ///< the expression; null for destructions at the end of a scope
  clang::SourceLocation Loc;
  clang::SourceRange Range;
  CallKind Kind;
  bool OffWorker; ///< inside an argument of conure::blocking
  /// A destructor of an object that the body itself made: a local, a by-value
  /// parameter, a temporary.
  bool OwnObject;
};

struct VariableUse {
  const clang::ValueDecl *Variable; ///< a VarDecl, or a template argument of class type
  clang::SourceLocation Loc;
  clang::SourceRange Range;
  bool OffWorker;
};

enum class HazardKind {
  ConstCast,
  ReinterpretCast,
  CCast,
  VoidCast,
  BytesAsPointer, ///< copied into an object that holds a pointer
  RawNew,
  RawDelete,
  PlacementNew,
  Coroutine,
  Union,
  Assembly,
};

struct Hazard {
  HazardKind Kind;
  clang::SourceLocation Loc;
  clang::SourceRange Range;
};

struct BodyFacts {
  std::vector<CallEdge> Calls;
  std::vector<VariableUse> Variables;
  std::vector<Hazard> Hazards;
  std::vector<const clang::CXXThrowExpr *> Throws; ///< with an operand
  bool CallsIndirectly = false;                    ///< through a pointer to a function or member
};

/// What the body of \p F does, its constructor's initialisers, its parameters'
/// destructors and, for a destructor, those of members and bases included.
/// \p F must be a definition.
BodyFacts scanFunction(const clang::FunctionDecl *F, clang::ASTContext &Ctx);
/// What evaluating \p E does.
BodyFacts scanExpression(const clang::Expr *E, clang::ASTContext &Ctx);

} // namespace conure

#endif
