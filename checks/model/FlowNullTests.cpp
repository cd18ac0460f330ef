//===- FlowNullTests.cpp - What a null test tells on each of its edges ----===//
//
// A moved std::unique_ptr or std::shared_ptr is null. So on the edge on which a
// test finds it set, it was not moved: `if (!p) p = make(); p->use();`. That holds
// for no other library type: a moved optional keeps its flag.
//
//===----------------------------------------------------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"

using namespace clang;

namespace conure {

namespace {

bool isNull(const Expr *E) {
  return E->IgnoreParenImpCasts()->getType()->isNullPtrType() || isa<GNUNullExpr>(E->IgnoreParenImpCasts());
}

/// The smart pointer that the condition tests, or null. \p Negated is flipped
/// for each negation on the way.
const Expr *tested(const Expr *E, bool &Negated) {
  while (true) {
    E = withoutWrappers(E)->IgnoreImpCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_LNot) {
      Negated = !Negated;
      E = U->getSubExpr();
    } else if (const auto *C = dyn_cast<ExplicitCastExpr>(E); C && C->getType()->isBooleanType()) {
      E = C->getSubExpr();
    } else if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
      E = R->getSemanticForm();
    } else if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp()) {
      if (!isNull(B->getLHS()) && !isNull(B->getRHS()))
        return nullptr;
      Negated ^= B->getOpcode() == BO_EQ;
      E = isNull(B->getLHS()) ? B->getRHS() : B->getLHS();
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E)) {
      const auto Op = O->getOperator();
      if ((Op != OO_EqualEqual && Op != OO_ExclaimEqual) || O->getNumArgs() != 2 ||
          (!isNull(O->getArg(0)) && !isNull(O->getArg(1))))
        return nullptr;
      Negated ^= Op == OO_EqualEqual;
      E = isNull(O->getArg(0)) ? O->getArg(1) : O->getArg(0);
      return E;
    } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
      const CXXMethodDecl *Method = M->getMethodDecl();
      const auto *Callee = dyn_cast<MemberExpr>(M->getCallee()->IgnoreParens());
      if (!Method || !Callee || Callee->isArrow())
        return nullptr;
      const auto *Conversion = dyn_cast<CXXConversionDecl>(Method);
      bool ToBool = Conversion && Conversion->getConversionType()->isBooleanType();
      bool Get = Method->getIdentifier() && Method->getName() == "get";
      return ToBool || Get ? Callee->getBase() : nullptr;
    } else {
      return nullptr;
    }
  }
}

} // namespace

FunctionFlow::NullTest FunctionFlow::nullTest(const CFGBlock *B) {
  if (!B->getTerminatorStmt() || isa<SwitchStmt>(B->getTerminatorStmt()))
    return {};
  const Expr *Condition = B->getLastCondition();
  if (!Condition)
    return {};
  NullTest Test;
  const Expr *Pointer = tested(Condition, Test.NullOnTrue);
  if (Pointer) // library classes have these methods in their bases
    Pointer = withoutWrappers(Pointer)->IgnoreImpCasts();
  Wrapper W = Pointer ? wrapperOf(Pointer->getType()) : Wrapper::None;
  if (W != Wrapper::UniquePtr && W != Wrapper::SharedPtr)
    return {};
  const unsigned Known = Places->size();
  Test.Where = Resolver.resolve(Pointer).Id;
  return Test.Where < Known ? Test : NullTest();
}

PlaceId FunctionFlow::notNullOn(const CFGBlock *B, unsigned Index) const {
  const NullTest &Test = Tests[B->getBlockID()];
  return Index == (Test.NullOnTrue ? 1u : 0u) ? Test.Where : NoPlace;
}

bool FunctionFlow::isNotNullOn(const CFGBlock *B, const CFGBlock *Next, PlaceId Where) const {
  const PlaceId Set = Tests[B->getBlockID()].Where;
  if (Set == NoPlace || !Places->isInlinePrefix(Set, Where))
    return false;
  bool Every = true; // both edges may lead to one block
  unsigned Index = 0;
  for (const CFGBlock *Each : B->succs()) {
    const bool NotNull = notNullOn(B, Index++) != NoPlace;
    Every &= Each != Next || NotNull;
  }
  return Every;
}

} // namespace conure
