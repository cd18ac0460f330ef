//===- UniqueCalls.cpp - Unique values as receivers and arguments ---------===//
#include "checks/model/Algorithms.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/Holding.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/PathSteps.h"
#include "checks/model/UniqueTracer.h"

using namespace clang;

namespace conure {

/// Goes on if the result of \p Call is part of the value again.
void Tracer::result(const Expr *Call, const FunctionDecl *Callee, QualType R) {
  if (R->isReferenceType() && M.types().isValue(R.getNonReferenceType().getUnqualifiedType()) &&
      !isResultUnused(Call, Around.drop_back()))
    return part(Call);
  Done = true;
}

void Tracer::methodCall(const CXXMemberCallExpr *Call, const CXXMethodDecl *Method) {
  if (isWholeUni()) {
    if (isa<CXXConversionDecl>(Method))
      return end(UseKind::Consumed, Call);
    if (Method->isOverloadedOperator() && Method->getOverloadedOperator() == OO_Equal)
      return end(UseKind::Consumed, Call);
  }
  U.Callee = Method;
  U.ResultUnused = isResultUnused(Call, Around.drop_back()) || isReadAtOnce(M, Call, Around.drop_back());
  switch (pathStep(Method)) {
  case PathStep::Send:
    return end(UseKind::Read, Call);
  case PathStep::Into:
    // The index or key goes in; what comes out is followed further.
    U.ResultUnused = true;
    if (Call->getNumArgs() > 0)
      emit(UseKind::Receiver, Call);
    return Method->getReturnType()->isPointerType() ? pointer(Call) : part(Call);
  case PathStep::None:
    break;
  }
  emit(UseKind::Receiver, Call);
  result(Call, Method, Call->getCallReturnType(M.context()));
}

void Tracer::operatorCall(const CXXOperatorCallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  unsigned Index = 0;
  for (; Index < Call->getNumArgs() && Call->getArg(Index) != Cur; ++Index)
    ;
  if (!Callee || Index == Call->getNumArgs())
    return end(UseKind::Other, Call);
  OverloadedOperatorKind Op = Call->getOperator();
  bool Object = Method && Index == 0;

  if (Op == OO_Equal) {
    if (isWholeUni() && (Object || U.Moved))
      return end(UseKind::Consumed, Call);
    if (Object) {
      U.Callee = Callee;
      U.Right = Call->getArg(1);
      emit(UseKind::Assigned, Call);
      return isResultUnused(Call, Around.drop_back()) ? void(Done = true) : goOn(Call);
    }
    if (Method && Method->isCopyAssignmentOperator())
      return end(UseKind::Copied, Call);
    if (Method && Method->isMoveAssignmentOperator())
      return end(U.Moved ? UseKind::MovedOut : UseKind::Copied, Call);
    return argument(Call, Callee, Index - (Method ? 1 : 0), isResultUnused(Call, Around.drop_back()));
  }

  U.Callee = Callee;
  U.ResultUnused = isResultUnused(Call, Around.drop_back());
  if (Object) {
    switch (pathStep(Method)) {
    case PathStep::Send:
      return end(UseKind::Read, Call);
    case PathStep::Into:
      U.ResultUnused = true;
      if (Call->getNumArgs() > 1)
        emit(UseKind::Receiver, Call);
      if (isWholeUni() && U.Moved)
        U.WholeMoved = true;
      return Method->getReturnType()->isPointerType() ? pointer(Call) : part(Call);
    case PathStep::None:
      break;
    }
    emit(UseKind::Receiver, Call);
    return result(Call, Callee, Call->getCallReturnType(M.context()));
  }
  if (Method && Op == OO_Call && Index && algorithmName(Callee) == "swap" && (isWholeUni() || !isPlainPart()))
    return swapped(Call, Callee->getParamDecl(Index - 1)); // std::ranges::swap
  if (Method && Op == OO_Call)
    return argument(Call, Callee, Index - 1, U.ResultUnused);
  // An operand on the right of a member operator, or of a free one. The library's own read values; of others the
  // operand is the receiver, like `a == b` written `a.operator==(b)`.
  if (isStd(Callee) && isValuePart() && !U.Pointer)
    return argument(Call, Callee, Index - (Method ? 1 : 0), U.ResultUnused);
  if (U.Pointer)
    return argument(Call, Callee, Index - (Method ? 1 : 0), U.ResultUnused);
  emit(UseKind::Receiver, Call);
  result(Call, Callee, Call->getCallReturnType(M.context()));
}

/// Nothing goes along when it is swapped: it is copied bit by bit.
bool Tracer::isPlainPart() const { return U.Pointer || partType().isTriviallyCopyableType(M.context()); }

/// Two unique values change places; of a part the other side's memory would come in.
void Tracer::swapped(const CallExpr *Call, const ParmVarDecl *Param) {
  isWholeUni() ? end(UseKind::Consumed, Call) : end(UseKind::Argument, Call, Param);
}

void Tracer::call(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  unsigned Index = 0;
  for (; Index < Call->getNumArgs() && Call->getArg(Index) != Cur; ++Index)
    ;
  if (Index == Call->getNumArgs())
    return end(UseKind::Other, Call); // the callee itself: `u->*f`, a bound member
  if (!Callee)
    return argument(Call, nullptr, Index, isResultUnused(Call, Around.drop_back()));
  switch (passThrough(Callee, Index)) {
  case PassThrough::Same:
    U.Moved = Call->isXValue();
    if (isWholeUni() && U.Moved)
      U.WholeMoved = true;
    return goOn(Call);
  case PassThrough::Part:
    return Callee->getReturnType()->isPointerType() ? pointer(Call) : part(Call);
  case PassThrough::Address:
    U.Pointer = true;
    return goOn(Call);
  case PassThrough::Swap:
    if (!isWholeUni() && isPlainPart())
      break;
    // std::exchange(part, next): the part moves out, and the next one in.
    if (!isWholeUni() && Callee->getName() == "exchange") {
      emit(UseKind::MovedOut, Call);
      U.Right = Call->getArg(1);
      return end(UseKind::Assigned, Call);
    }
    return swapped(Call, Callee->getParamDecl(Index));
  case PassThrough::Recover:
    if (isWholeUni())
      return end(U.Moved ? UseKind::Consumed : UseKind::Other, Call);
    // `recover(v)` copies v into the unique value.
    if (!U.Pointer)
      return end(U.Moved ? UseKind::MovedOut : UseKind::Copied, Call);
    return end(UseKind::Argument, Call);
  case PassThrough::Handle:
    return end(UseKind::Read, Call); // self(*this): a handle, no borrow
  case PassThrough::None:
    break;
  }
  argument(Call, Callee, Index, isResultUnused(Call, Around.drop_back()));
}

/// Could a function of the library, given a reference to this part, keep it in
/// its object or in what else it is given?
bool Tracer::stdMayKeep(const Expr *At, const FunctionDecl *Callee) const {
  auto Keeps = [&](QualType T) {
    T = T.getNonReferenceType().getUnqualifiedType();
    return !M.types().isBorrowFree(T) && !isStreamClass(T) && mayHoldBorrowOf(M, T, partType());
  };
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(At))
    return Keeps(Call->getImplicitObjectArgument()->getType());
  const auto *Call = dyn_cast<CallExpr>(At);
  if (!Call)
    return false;
  // An algorithm that only looks puts nothing into a range; `std::fill` and `std::construct_at` do.
  const llvm::StringRef Name = algorithmName(Callee);
  const bool Looks = isDoneOnReturn(Name) && !writesElements(Name);
  const unsigned First = isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee) ? 1 : 0;
  return llvm::any_of(llvm::drop_begin(Call->arguments(), First), [&](const Expr *A) {
    if (A == Cur)
      return false;
    if (callsBack(M, A->getType()))
      return true;
    const QualType Written = BorrowTypes::writtenThrough(A->getType().getUnqualifiedType());
    return !Looks && ((A->isLValue() && Keeps(A->getType())) || (!Written.isNull() && Keeps(Written)));
  });
}

void Tracer::argument(const Expr *At, const FunctionDecl *Callee, unsigned Index, bool ResultUnused) {
  U.Callee = Callee;
  U.ResultUnused = ResultUnused;
  const ParmVarDecl *Param = Callee && Index < Callee->getNumParams() ? Callee->getParamDecl(Index) : nullptr;
  QualType PT = Param ? Param->getType() : QualType();
  // A unique value moved into a parameter is gone from here.
  if (isWholeUni() && U.Moved && (!Param || PT->isRValueReferenceType()))
    return end(UseKind::Consumed, At);
  if (Callee && Param && !isWholeUni() && !U.Pointer && looksAtRange(M, At, Callee, Cur, Around.drop_back()))
    return end(UseKind::StdValue, At, Param);
  bool Swaps = isSwap(Callee) && !partType().isTriviallyCopyableType(M.context());
  if (Callee && Param && !isWholeUni() && !Swaps && isLibraryReader(Callee)) {
    QualType R = isa<CXXConstructorDecl>(Callee) ? At->getType() : Callee->getReturnType();
    // A C string read at once, and outside of a recover body a view whose characters are copied.
    QualType Bytes = Cur->IgnoreParenCasts()->getType(); // what a `void *` was
    if (const Type *To = Bytes->getPointeeOrArrayElementType(); Bytes->isPointerType() || Bytes->isArrayType())
      Bytes = Bytes->isPointerType() ? Bytes->getPointeeType() : QualType(To, 0);
    bool Characters = U.Pointer && !Bytes->isVoidType() && M.types().isValue(Bytes.getUnqualifiedType()) &&
                      (isBuiltinReader(Callee) || (partType()->isAnyCharacterType() && isStringClass(R)));
    bool View = Place.isOutside() && U.Whole && !U.Pointer && M.types().isImmutableBorrow(partType());
    if ((isValuePart() && !U.Pointer) || Characters || View) {
      if (R->isReferenceType() &&
          R.getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
              partType().getCanonicalType().getUnqualifiedType() &&
          !ResultUnused)
        return part(At); // std::max(u->a, b)
      bool Gone = ResultUnused || comparesElements(Callee, Index) || R->isVoidType() || R->isReferenceType() ||
                  M.types().isBorrowFree(R.getUnqualifiedType());
      if (Gone && !stdMayKeep(At, Callee))
        return end(UseKind::StdValue, At, Param);
    }
  }
  end(UseKind::Argument, At, Param);
}

void Tracer::construct(const CXXConstructExpr *Made) {
  const CXXConstructorDecl *C = Made->getConstructor();
  unsigned Index = 0;
  for (; Index < Made->getNumArgs() && Made->getArg(Index) != Cur; ++Index)
    ;
  if (Index == Made->getNumArgs())
    return end(UseKind::Other, Made);
  if (!U.Pointer && Index == 0) {
    if (isWholeUni() && U.Moved && isUni(Made->getType()))
      return end(UseKind::Consumed, Made);
    if (C->isCopyConstructor())
      return end(UseKind::Copied, Made);
    if (C->isMoveConstructor())
      return end(UseKind::MovedOut, Made);
    // `return v;` in a function that returns uni<T>: the conversion copies or moves v.
    if (asImplicitRecover(Made))
      return end(U.Moved ? UseKind::MovedOut : UseKind::Copied, Made);
  }
  argument(Made, C, Index, false);
}

} // namespace conure
