//===- UniqueTracer.h - Following one unique value outwards ---------------===//
//
// Defines Tracer, the walk behind traceUses. For UniquePlaces.cpp, which has the
// operators, casts and declarations, and UniqueCalls.cpp, which has the calls.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_UNIQUETRACER_H
#define CONURE_CHECKS_MODEL_UNIQUETRACER_H

#include "checks/model/UniquePlaces.h"

namespace conure {

/// Follows one place. Cur is the expression that names the value or a part of
/// it so far; State says whether it is a glvalue or a pointer to it.
class Tracer {
public:
  Tracer(Model &M, const UniquePlace &P, Ancestors Around, const WalkTop &Top)
      : M(M), Place(P), Around(Around), Top(Top), Cur(P.Named) {
    U.Moved = Cur->isXValue();
    U.WholeMoved = isUni(Cur->getType()) && !Cur->isLValue();
    U.Pointer =
        isa<clang::CXXThisExpr>(Cur) || (Cur->getType()->isPointerType() && isUni(Cur->getType()->getPointeeType()));
  }

  llvm::SmallVector<Use, 2> run() {
    while (!Done)
      step();
    return std::move(Out);
  }

private:
  void end(UseKind K, const clang::Stmt *At, const clang::ValueDecl *Target = nullptr) {
    Done = true;
    emit(K, At, Target);
  }
  void emit(UseKind K, const clang::Stmt *At, const clang::ValueDecl *Target = nullptr) {
    U.Kind = K;
    U.Path = Cur;
    U.Part = partType();
    U.At = At;
    U.Target = Target;
    Out.push_back(U);
  }
  clang::QualType partType() const {
    clang::QualType T = Cur->getType();
    if (U.Pointer && T->isPointerType())
      T = T->getPointeeType();
    return T.getNonReferenceType();
  }
  /// \p E is the next expression that still names the value.
  void goOn(const clang::Expr *E) {
    Cur = E;
    while (!Around.empty() && Around.back() != E)
      Around = Around.drop_back();
    Around = Around.drop_back();
  }
  void stepInto(const clang::Expr *E) {
    U.Whole = false;
    goOn(E);
  }
  /// A glvalue of \p E's type that lies in the value; another uni ends the path.
  void part(const clang::Expr *E) {
    U.Pointer = false;
    U.Moved = E->isXValue();
    if (isUni(E->getType())) {
      Cur = E;
      return end(UseKind::Inner, E);
    }
    stepInto(E);
  }
  void pointer(const clang::Expr *E) {
    U.Pointer = true;
    stepInto(E);
  }

  bool isWholeUni() const { return isUni(Cur->getType()) && !U.Pointer; }
  bool isValuePart() const { return M.types().isValue(partType().getUnqualifiedType()); }

  void step();
  void unary(const clang::UnaryOperator *Op);
  void binary(const clang::BinaryOperator *Op);
  void cast(const clang::CastExpr *Cast);
  void member(const clang::MemberExpr *Member);
  void methodCall(const clang::CXXMemberCallExpr *Call, const clang::CXXMethodDecl *Method);
  void operatorCall(const clang::CXXOperatorCallExpr *Call);
  void call(const clang::CallExpr *Call);
  bool isPlainPart() const;
  void swapped(const clang::CallExpr *Call, const clang::ParmVarDecl *Param);
  void argument(const clang::Expr *At, const clang::FunctionDecl *Callee, unsigned Index, bool ResultUnused);
  void construct(const clang::CXXConstructExpr *Made);
  void declaration(const clang::DeclStmt *S);
  void capture(const clang::LambdaExpr *L);
  void top();
  void result(const clang::Expr *Call, const clang::FunctionDecl *Callee, clang::QualType R);
  bool stdMayKeep(const clang::Expr *At, const clang::FunctionDecl *Callee) const;

  Model &M;
  const UniquePlace &Place;
  Ancestors Around;
  const WalkTop &Top;
  const clang::Expr *Cur;
  Use U;
  bool Done = false;
  llvm::SmallVector<Use, 2> Out;
};

} // namespace conure

#endif
