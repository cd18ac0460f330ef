//===- TypeArguments.cpp - Walks over template arguments ------------------===//
#include "checks/model/TypeArguments.h"

using namespace clang;

namespace conure {

namespace {

/// Templates nest their own instances without end only in errors; deeper than this nobody looks.
constexpr unsigned MaxDepth = 8;

bool walk(QualType T, llvm::function_ref<TypeWalk(QualType)> Visit, unsigned Depth) {
  if (T.isNull() || Depth > MaxDepth)
    return false;
  T = T.getNonReferenceType().getCanonicalType();
  switch (Visit(T)) {
  case TypeWalk::Stop:
    return true;
  case TypeWalk::Over:
    return false;
  case TypeWalk::Into:
    break;
  }
  auto Go = [&](QualType Next) { return walk(Next, Visit, Depth + 1); };
  if (T->isPointerType())
    return Go(T->getPointeeType());
  if (const ArrayType *A = T->getAsArrayTypeUnsafe())
    return Go(A->getElementType());
  if (const auto *Signature = T->getAs<FunctionProtoType>())
    return Go(Signature->getReturnType()) || llvm::any_of(Signature->param_types(), Go);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  // A callable that a std::function takes converts its result and its arguments in there.
  if (const CXXMethodDecl *Body = R && R->isLambda() ? R->getLambdaCallOperator() : nullptr)
    return Go(Body->getType());
  return anyTypeArgument(R, Go);
}

} // namespace

bool walkTypes(QualType T, llvm::function_ref<TypeWalk(QualType)> Visit) { return walk(T, Visit, 0); }

} // namespace conure
