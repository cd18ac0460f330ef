//===- Sends.h - Where values leave for another process -------------------===//
//
// Defines Send, a call that hands its arguments to another process or may do
// so: a message, spawn, ask, a channel's send, a promise's set. For rules about
// what crosses, and for the graph of processes.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_SENDS_H
#define CONURE_CHECKS_MODEL_SENDS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace conure {

enum class SendKind { Message, Spawn, Ask, Channel, Promise };

struct Send {
  SendKind Kind;
  const clang::CallExpr *Call;
  /// Message, Ask: the message; Spawn: the constructor, or null if there is
  /// none to name (an aggregate, a body that was not instantiated).
  const clang::FunctionDecl *Target = nullptr;
  /// What crosses, without the handle and the member pointer of `ask`.
  llvm::SmallVector<const clang::Expr *, 4> Arguments;
};

/// \p E as a send, if it is one. Dependent calls are none: each instantiation is.
std::optional<Send> asSend(const clang::Expr *E);

/// The expression of type process<T> that \p M is a member access through
/// (`p` in `p->m`), or null.
const clang::Expr *handleOf(const clang::MemberExpr *M);
/// True for `p->` and `p.operator->()` on a handle or on a send under way.
bool isHandleArrow(const clang::Expr *E);

/// How `spawn<T>(…)` initialises the process.
struct SpawnInit {
  const clang::CXXRecordDecl *Class = nullptr;
  const clang::CXXConstructorDecl *Constructor = nullptr;
  bool IsAggregate = false; ///< each argument initialises a base or field in turn
};
SpawnInit spawnInit(const clang::CallExpr *Spawn);

} // namespace conure

#endif
