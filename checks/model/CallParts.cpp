//===- CallParts.cpp ------------------------------------------------------===//
#include "checks/model/CallParts.h"

using namespace clang;

namespace conure {

Dispatch::Dispatch(const CXXMethodDecl *M, const Expr *Object, const MemberExpr *Named)
    : Called(M), Dynamic(M->isVirtual() && !(Named && Named->hasQualifier())) {
  const CXXMethodDecl *Known = Dynamic && Object ? M->getDevirtualizedMethod(Object, false) : nullptr;
  if (Known) {
    Called = Known;
    Dynamic = false;
  }
}

CallParts::CallParts(const CallExpr *C) : Callee(C->getDirectCallee()), Args(C->arg_begin(), C->arg_end()) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Callee);
  const auto *Named = dyn_cast<MemberExpr>(C->getCallee()->IgnoreParens());
  if (M && isa<CXXOperatorCallExpr>(C) && !Args.empty()) { // the object of a static operator is given to nobody
    Object = M->isStatic() ? nullptr : Args[0];
    Args.erase(Args.begin());
  } else if (M && Named && !M->isStatic()) {
    Object = Named->getBase();
  }
  if (Object) {
    const Dispatch D(M, Object, Named);
    Callee = D.Called;
    Dispatches = D.Dynamic;
  }
}

CallParts::CallParts(const CXXConstructExpr *C)
    : Callee(C->getConstructor()), Args(C->arguments().begin(), C->arguments().end()) {}

} // namespace conure
