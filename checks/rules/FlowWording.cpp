//===- FlowWording.cpp ----------------------------------------------------===//
#include "checks/rules/FlowWording.h"
#include "checks/model/Keepers.h"
#include "checks/model/Model.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

DeclarationMatcher flowFunction() { return functionDecl(isDefinition(), unless(isImplicit())).bind("function"); }

FlowMatch flowOf(const MatchFinder::MatchResult &Result, Model &M) {
  FlowMatch Out;
  const auto *F = Result.Nodes.getNodeAs<FunctionDecl>("function");
  if (!F || F->isDefaulted() || F->isDependentContext() || !M.isUserCode(F->getLocation()) || M.isTrusted(F))
    return Out;
  Out.Flow = M.flow().flow(F);
  if (Out.Flow)
    Out.Hazards = M.flow().hazards(F);
  return Out;
}

std::string quoted(FunctionFlow &Flow, PlaceId Id) { return "'" + Flow.places().name(Id) + "'"; }

std::string holderName(const VarDecl *V) {
  if (isa<DecompositionDecl>(V))
    return "the structured binding";
  llvm::StringRef Name = V->getName();
  if (Name.empty() || Name.starts_with("__"))
    return "the loop over it";
  return "'" + Name.str() + "'";
}

std::string holderName(FunctionFlow &Flow, const Loan &Lent) {
  if (Lent.Holder)
    return holderName(Lent.Holder);
  return Lent.Slot != NoPlace ? quoted(Flow, Lent.Slot) : "something outside of this function";
}

std::string helpBeforeLeaving(FunctionFlow &Flow, const FlowHazard &H, llvm::StringRef Event) {
  const Loan &Lent = Flow.facts().Loans[H.Lent];
  const std::string Copy = Event == "send" ? "send a copy" : "move a copy";
  return Lent.Holder ? "use " + holderName(Lent.Holder) + " before the " + Event.str() + ", or " + Copy
                     : Copy + ", or keep no borrow of what is " + (Event == "send" ? "sent" : "moved");
}

std::string className(const VarDecl *Holder, Model &M) {
  QualType T = Holder->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return M.types().spell(T.getUnqualifiedType());
}

const char *verbOf(const Fact &Moved) { return Moved.Sent ? "sent" : "moved"; }

void noteBorrow(Finding &F, FunctionFlow &Flow, const FlowHazard &H, llvm::StringRef After) {
  const Loan &Lent = Flow.facts().Loans[H.Lent];
  const std::string Holder = holderName(Flow, Lent);
  const bool Certain = Lent.Holder && !Lent.ForSends;
  F.note(NoteRole::Borrowed, Lent.Loc,
         Holder + (Certain ? " borrows " : " may borrow ") + quoted(Flow, Lent.Of) +
             (Certain ? " here" : " from here on"),
         rangeOf(Lent.At));
  if (!Lent.Holder && Lent.Slot == NoPlace)
    if (const auto Who = keeperOf(Flow.engine().model(), Lent.At))
      F.note(NoteRole::Reason, Who->At, Who->Name + (Who->At.isValid() ? "" : ", in another unit,") + " may keep it");
  if (H.LaterLoc.isValid())
    F.note(NoteRole::Used, H.LaterLoc, Holder + " is used here, " + After.str(), rangeOf(H.LaterUse));
}

bool isToldWhereBorrowed(FunctionFlow &Flow, const FlowHazard &H, Model &M) {
  const Loan &Lent = Flow.facts().Loans[H.Lent];
  const SourceManager &SM = M.sources();
  // A call with an explicit object begins at the object, not at the name of the method.
  SourceLocation First = Lent.At->getBeginLoc();
  SourceRange Closure; // one that gave the borrow out
  if (const auto *Value = dyn_cast<Expr>(Lent.At))
    if (const auto *Call = dyn_cast<CallExpr>(Value->IgnoreImplicit()); Call && Call->getNumArgs()) {
      if (const SourceLocation Object = Call->getArg(0)->getBeginLoc(); SM.isBeforeInTranslationUnit(Object, First))
        First = Object;
      if (const auto *Operator = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
          Operator && Operator->getParent()->isLambda())
        Closure = Operator->getSourceRange();
    }
  const SourceLocation Begin = SM.getExpansionLoc(First), End = SM.getExpansionRange(Lent.At->getEndLoc()).getEnd(),
                       Name = Lent.Holder ? Lent.Holder->getLocation() : SourceLocation();
  const auto *Owner = dyn_cast_or_null<VarDecl>(Flow.places().rootDecl(Lent.Of));
  const bool OfUnique = Owner && isUni(Owner->getType());
  auto Within = [&](SourceRange Body, SourceLocation Loc) {
    return Body.isValid() && !SM.isBeforeInTranslationUnit(Loc, SM.getExpansionLoc(Body.getBegin())) &&
           !SM.isBeforeInTranslationUnit(SM.getExpansionLoc(Body.getEnd()), Loc);
  };
  return llvm::any_of(M.uniqueFindings(), [&](const Finding &F) {
    if (F.Rule != "uni-borrow" && F.Rule != "uni-call")
      return false;
    const SourceLocation Loc = SM.getExpansionLoc(F.Loc);
    if (Within(Closure, Loc) || (OfUnique && Within(Flow.function()->getSourceRange(), Loc)))
      return true; // a borrow of a borrow
    return (Name.isValid() && F.Loc == Name) ||
           (!SM.isBeforeInTranslationUnit(Loc, Begin) && !SM.isBeforeInTranslationUnit(End, Loc));
  });
}

std::string movedWhileBorrowed(FunctionFlow &Flow, const FlowHazard &H) {
  const Loan &Lent = Flow.facts().Loans[H.Lent];
  const Fact &Moved = Flow.facts()[H.Use];
  if (Moved.Kind == FactKind::Handover) {
    const auto *Call = dyn_cast<CallExpr>(Moved.At); // else a std::move_iterator is made
    const auto *Callee = Call ? Call->getDirectCallee() : nullptr;
    return (Callee && Callee->getIdentifier() ? "'" + Callee->getNameAsString() + "'"
                                              : std::string(Call ? "this call" : "a move iterator")) +
           " may move the memory of " + quoted(Flow, H.Where) + " into what is " + (Moved.Sent ? "sent" : "frozen") +
           " while " + holderName(Flow, Lent) + (Lent.Holder ? " borrows it" : " may borrow it");
  }
  const bool Certain = Lent.Holder && !Lent.ForSends;
  return quoted(Flow, H.Where) + " is " + verbOf(Moved) +
         (H.OnlyLeaving && (Moved.Leaves || Moved.OtherLeaves) && !Moved.Sent && !Moved.Frozen
              ? " to where it may leave this process"
              : "") +
         " while " + holderName(Flow, Lent) + (Certain ? " borrows " : " may borrow ") +
         (Lent.Of == H.Where ? "it" : "a part of it");
}

SourceRange rangeOf(const Stmt *S) { return S ? S->getSourceRange() : SourceRange(); }

} // namespace conure
