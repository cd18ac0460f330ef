//===- SendAlias.cpp - send-alias -----------------------------------------===//
//
// A value that is moved into a send takes its heap parts along. What moves must
// be a local or a by-value parameter, so that every borrow of it is in sight; and
// none of them may be used after the send. (A borrow whose address stays is no
// better off here: two threads would reach one value.)
//
//===----------------------------------------------------------------------===//
#include "checks/model/KnownTypes.h"
#include "checks/model/Sends.h"
#include "checks/rules/FlowWording.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

/// Why a moved expression's owner is not in sight.
struct Culprit {
  std::string What;
  SourceLocation Declared;
};

class SendAliasRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    Finder.addMatcher(callExpr().bind("call"), this);
    Finder.addMatcher(flowFunction(), this);
  }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    if (!M.usesLibrary())
      return; // nothing is sent
    const auto *Call = Result.Nodes.getNodeAs<CallExpr>("call");
    if (!Call)
      return checkBorrows(flowOf(Result, M), M);
    std::optional<Send> S = asSend(Call);
    if (!S)
      return;
    for (const Expr *Argument : S->Arguments)
      checkExpression(Argument, M);
  }

private:
  void checkBorrows(FlowMatch Match, Model &M) {
    for (const FlowHazard &H : Match.Hazards) {
      if (H.K != FlowHazard::Kind::MoveBorrowed)
        continue;
      FunctionFlow &Flow = *Match.Flow;
      const Fact &Moved = Flow.facts()[H.Use];
      if (!Moved.Sent)
        continue;
      const std::string Holder = holderName(Flow.facts().Loans[H.Lent].Holder);
      Finding F = finding(H.Loc, movedWhileBorrowed(Flow, H));
      F.range(rangeOf(Moved.At));
      noteBorrow(F, Flow, H, "after the send");
      F.note(NoteRole::Sent, Moved.Loc, "the other process owns " + quoted(Flow, H.Where) + " from here on",
             rangeOf(Moved.At));
      F.help("use " + Holder + " before the send, or send a copy");
      report(std::move(F), M);
    }
  }

  void checkExpression(const Expr *E, Model &M) {
    E = throughConversions(E);
    // The parts of an aggregate cross as well: {std::move(a), b}.
    if (const auto *List = dyn_cast<InitListExpr>(E)) {
      for (const Expr *Init : List->inits())
        checkExpression(Init, M);
      return;
    }
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
      checkExpression(Choice->getTrueExpr(), M);
      checkExpression(Choice->getFalseExpr(), M);
      return;
    }
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      // Msg{std::move(text), 1}, std::pair(std::move(a), b), std::optional(std::move(a)).
      for (const Expr *Argument : Made->arguments())
        if (!isa<CXXDefaultArgExpr>(Argument))
          checkExpression(Argument, M);
      return;
    }
    const Expr *Moved = movedOperand(E);
    if (!Moved)
      Moved = exchangedOperand(E);
    if (!Moved)
      return;
    QualType T = Moved->getType().getNonReferenceType();
    if (!takesPartsAlong(T, M))
      return;
    std::optional<Culprit> C = outOfSight(Moved);
    if (!C)
      return;
    Finding F = finding(Moved->getExprLoc(), C->What + " is moved into a message, but a borrow of it may stay behind");
    F.range(Moved->getSourceRange());
    if (C->Declared.isValid())
      F.note(NoteRole::Declared, C->Declared, "it is declared here");
    F.help("send a copy, or only what is a local variable or a parameter taken by value");
    report(std::move(F), M);
  }

  /// \p E without the copies and moves that make a parameter of it.
  static const Expr *throughConversions(const Expr *E) {
    for (;;) {
      E = ignoreWrappers(E);
      const auto *C = dyn_cast<CXXConstructExpr>(E);
      if (C && C->getNumArgs() == 1 && C->getConstructor()->isCopyOrMoveConstructor())
        E = C->getArg(0);
      else if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
        E = Cast->getSubExpr();
      else
        return E;
    }
  }

  /// std::exchange(x, …) moves out of x as std::move does.
  static const Expr *exchangedOperand(const Expr *E) {
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (F && F->getIdentifier() && F->getName() == "exchange" && isStd(F) && Call->getNumArgs() == 2)
      return Call->getArg(0);
    return nullptr;
  }

  /// True if moving a \p T hands over memory that another borrow may point to:
  /// not for what is copied bit by bit, nor for handles to what is shared anyway.
  static bool takesPartsAlong(QualType T, Model &M) {
    T = T.getCanonicalType().getUnqualifiedType();
    if (!M.types().isValue(T))
      return false;
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R || !R->hasDefinition() || T.isTriviallyCopyableType(M.context()))
      return false;
    if (std::optional<Builtin> B = builtinKind(T))
      return false;
    if (hasMark(R, Mark::Sendable))
      return false;
    const KnownType *K = M.knownTypes().find(R);
    if (K && (K->S == Shape::Shared || K->Shareable))
      return false;
    if (K && K->S == Shape::Inline)
      if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
        return anyTakesPartsAlong(S->getTemplateArgs().asArray(), M);
    return true;
  }
  static bool anyTakesPartsAlong(llvm::ArrayRef<TemplateArgument> Args, Model &M) {
    for (const TemplateArgument &A : Args)
      if ((A.getKind() == TemplateArgument::Type && takesPartsAlong(A.getAsType(), M)) ||
          (A.getKind() == TemplateArgument::Pack && anyTakesPartsAlong(A.getPackAsArray(), M)))
        return true;
    return false;
  }

  /// Nothing if \p E names a local, a by-value parameter, or an inline part of one.
  static std::optional<Culprit> outOfSight(const Expr *E) {
    E = ignoreWrappers(E);
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (!Field)
        return Culprit{"static member '" + Member->getMemberDecl()->getNameAsString() + "'",
                       Member->getMemberDecl()->getLocation()};
      std::string Name = "field '" + Field->getNameAsString() + "'";
      if (Field->getType()->isReferenceType())
        return Culprit{"what " + Name + " refers to", Field->getLocation()};
      if (isa<CXXThisExpr>(ignoreWrappers(Member->getBase())))
        return Culprit{Name, Field->getLocation()};
      if (Member->isArrow())
        return Culprit{Name + " of what a pointer points to", Field->getLocation()};
      if (std::optional<Culprit> Base = outOfSight(Member->getBase()))
        return Culprit{Name + " of " + Base->What, Base->Declared};
      return std::nullopt;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const ValueDecl *D = Ref->getDecl();
      std::string Name = "'" + D->getNameAsString() + "'";
      if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
        const auto *Whole = dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
        if (Whole && Whole->hasLocalStorage() && !Whole->getType()->isReferenceType() &&
            !Ref->refersToEnclosingVariableOrCapture())
          return std::nullopt;
        return Culprit{Name + ", a part of something that is borrowed,", Binding->getLocation()};
      }
      const auto *Var = dyn_cast<VarDecl>(D);
      if (!Var)
        return Culprit{Name, D->getLocation()};
      if (Var->getType()->isReferenceType())
        return Culprit{"what the reference " + Name + " refers to", Var->getLocation()};
      if (!Var->hasLocalStorage())
        return Culprit{Name + ", which lives as long as the program,", Var->getLocation()};
      if (Ref->refersToEnclosingVariableOrCapture())
        return Culprit{"captured " + Name, Var->getLocation()};
      // A stop on the way changes nothing: `auto out = std::move(field_);`.
      if (const Expr *Init = isa<ParmVarDecl>(Var) ? nullptr : Var->getInit()) {
        Init = throughConversions(Init);
        const Expr *Source = movedOperand(Init);
        if (!Source)
          Source = exchangedOperand(Init);
        if (Source)
          if (std::optional<Culprit> C = outOfSight(Source))
            return Culprit{Name + ", moved out of " + C->What + ",", C->Declared};
      }
      return std::nullopt;
    }
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      if (Element->getBase()->IgnoreParenImpCasts()->getType()->isArrayType())
        return outOfSight(Element->getBase());
    if (isa<MaterializeTemporaryExpr>(E) || E->isPRValue())
      return std::nullopt; // made here: nobody else can have borrowed it
    return Culprit{"what this expression refers to", {}};
  }
};

} // namespace

std::unique_ptr<Rule> createSendAliasRule(const RuleContext &C) { return std::make_unique<SendAliasRule>(C); }

} // namespace conure
