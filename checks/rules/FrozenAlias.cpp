//===- FrozenAlias.cpp - frozen-alias -------------------------------------===//
//
// A shared_ptr<const T> counts as a value only because nobody can change its
// object. So it may come from freeze, from a fresh make_shared, or by copying
// another; never from a pointer that may have a mutable twin.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Forging.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/MovedValues.h"
#include "checks/model/SelfLeaks.h"
#include "checks/model/Sends.h"
#include "checks/model/TypeArguments.h"
#include "checks/rules/FlowWording.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

const ClassTemplateSpecializationDecl *stdSpecialization(QualType T, llvm::StringRef Name) {
  if (T.isNull())
    return nullptr;
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType().getCanonicalType()->getAsCXXRecordDecl());
  return S && S->getIdentifier() && S->getName() == Name && isStd(S) ? S : nullptr;
}

/// The X of a pointer to X of the library's with the name \p Name, arrays of X taken apart; null for other types.
QualType element(QualType T, llvm::StringRef Name, const ASTContext &Ctx) {
  const ClassTemplateSpecializationDecl *S = stdSpecialization(T, Name);
  if (!S || S->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return {};
  return Ctx.getBaseElementType(S->getTemplateArgs()[0].getAsType());
}

/// The X of std::shared_ptr<X> and std::weak_ptr<X>, which can be locked.
QualType sharedElement(QualType T, const ASTContext &Ctx) {
  QualType E = element(T, "shared_ptr", Ctx);
  return E.isNull() ? element(T, "weak_ptr", Ctx) : E;
}

/// The std::shared_ptr that a std::weak_ptr gives when it is locked; others as they are.
QualType locked(QualType T) {
  if (const ClassTemplateSpecializationDecl *S = stdSpecialization(T, "weak_ptr"))
    for (const CXXMethodDecl *Method : S->methods())
      if (Method->getIdentifier() && Method->getName() == "lock")
        return Method->getReturnType();
  return T.getNonReferenceType();
}

class FrozenAliasRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    Finder.addMatcher(cxxConstructExpr().bind("construct"), this);
    Finder.addMatcher(callExpr().bind("call"), this);
    Finder.addMatcher(explicitCastExpr().bind("cast"), this);
    Finder.addMatcher(flowFunction(), this);
  }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    // A const pointer is only a value to those who send it somewhere.
    if (!M.usesConure())
      return;
    if (const auto *C = Result.Nodes.getNodeAs<CXXConstructExpr>("construct"))
      checkConstruct(C, M);
    else if (const auto *Call = Result.Nodes.getNodeAs<CallExpr>("call"))
      checkCall(Call, M);
    else if (const auto *Cast = Result.Nodes.getNodeAs<ExplicitCastExpr>("cast"))
      checkCast(Cast, M);
    else
      checkBorrows(flowOf(Result, M), M);
  }

private:
  /// What is moved into the object has no other name that could change it.
  void checkBorrows(FlowMatch Match, Model &M) {
    for (const FlowHazard &H : Match.Hazards) {
      if (H.K != FlowHazard::Kind::MoveBorrowed || !Match.Flow->facts()[H.Use].Frozen)
        continue;
      FunctionFlow &Flow = *Match.Flow;
      if (isToldWhereBorrowed(Flow, H, M))
        continue;
      const Fact &Moved = Flow.facts()[H.Use];
      Finding F = finding(H.Loc, movedWhileBorrowed(Flow, H) + ", and what it is moved into is immutable to everyone");
      F.range(rangeOf(Moved.At));
      noteBorrow(F, Flow, H, "after the move");
      F.help(helpBeforeLeaving(Flow, H, "move"));
      report(std::move(F), M);
    }
  }

  /// The object that \p From makes here tells others where it is.
  void checkSelf(const Expr *From, Model &M) {
    QualType Object = From->getType()->isPointerType() ? From->getType()->getPointeeType()
                                                       : sharedElement(From->getType(), M.context());
    if (Object.isNull())
      Object = element(From->getType(), "unique_ptr", M.context());
    const CXXRecordDecl *Class = Object.isNull() ? nullptr : Object->getAsCXXRecordDecl();
    const CXXConstructorDecl *C = Class ? selfLeak(M, From, Class) : nullptr;
    if (!C)
      return;
    const std::string Name = M.types().spell(Object.getUnqualifiedType());
    Finding F = finding(From->getExprLoc(), "the constructor of '" + Name +
                                                "' may leave the object's address with somebody who changes it, but it "
                                                "becomes immutable to everyone");
    F.range(From->getSourceRange());
    F.note(NoteRole::Declared, C->getLocation(), "the constructor is declared here", C->getSourceRange());
    F.help("hand the pointer out when it is made, not 'this' in the constructor");
    report(std::move(F), M);
  }

  /// What \p From, which makes its object here, moves into it out of something that is not in sight.
  void checkMoved(const Expr *From, Model &M) {
    From = ignoreWrappers(From);
    llvm::ArrayRef<const Expr *> Into;
    if (const auto *Choice = dyn_cast<ConditionalOperator>(From)) {
      checkMoved(Choice->getTrueExpr(), M);
      return checkMoved(Choice->getFalseExpr(), M);
    }
    if (const Expr *Moved = movedOperand(From))
      return checkMoved(Moved, M);
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(From))
      return checkMoved(Cast->getSubExpr(), M);
    if (const auto *New = dyn_cast<CXXNewExpr>(From)) {
      const Expr *Init = New->getInitializer();
      const auto *Made = Init ? dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit()) : nullptr;
      if (Made)
        Into = llvm::ArrayRef(Made->getArgs(), Made->getNumArgs());
      else if (Init)
        Into = Init;
    } else if (const auto *Made = dyn_cast<CXXConstructExpr>(From)) {
      Into = llvm::ArrayRef(Made->getArgs(), Made->getNumArgs());
    } else if (const auto *Call = dyn_cast<CallExpr>(From);
               Call && !isConureFunction(Call->getDirectCallee(), "freeze")) {
      Into = llvm::ArrayRef(Call->getArgs(), Call->getNumArgs());
    }
    checkSelf(From, M);
    for (const Expr *Argument : Into)
      for (const FarSource &Far : movedFromAfar(M, Argument, /*CapturesAreNear=*/false, /*Owned=*/true)) {
        complain(Far.Moved,
                 Far.What +
                     " is moved into an object that is immutable to everyone, but a borrow of it may stay behind",
                 "move a copy, or only what is a local variable or a parameter taken by value", M);
      }
  }

  /// True for shared_ptr<const T> with a T that makes it a value, and for the
  /// weak_ptr that becomes one.
  static bool isFrozen(QualType T, Model &M) {
    QualType E = sharedElement(T, M.context());
    return !E.isNull() && E.isConstQualified() && M.types().isValue(locked(T).getUnqualifiedType());
  }
  static bool isMutableShared(QualType T, Model &M) {
    QualType E = sharedElement(T, M.context());
    return !E.isNull() && !E.isConstQualified();
  }

  /// True if \p E makes its object here, so that nobody else can know it.
  static bool isFresh(const Expr *E) {
    E = ignoreWrappers(E);
    if (isa<CXXNewExpr, CXXNullPtrLiteralExpr, GNUNullExpr>(E))
      return true;
    if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      if (C->getNumArgs() == 0)
        return true; // empty
      // A freshly made pointer of another type, converted: a base's, say.
      if ((stdSpecialization(C->getType(), "shared_ptr") || stdSpecialization(C->getType(), "unique_ptr")) &&
          (C->getNumArgs() == 1 || isa<CXXDefaultArgExpr>(C->getArg(1))))
        return isFresh(C->getArg(0));
      return false;
    }
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
      return !Cast->isGLValue() && isFresh(Cast->getSubExpr());
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
      return isFresh(Choice->getTrueExpr()) && isFresh(Choice->getFalseExpr());
    if (const Expr *Moved = movedOperand(E))
      return ignoreWrappers(Moved)->isPRValue() && isFresh(Moved);
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || !F->getIdentifier())
      return false;
    if (isConureFunction(F, "freeze"))
      return true;
    return isStd(F) && llvm::is_contained({"make_shared", "allocate_shared", "make_unique", "make_shared_for_overwrite",
                                           "make_unique_for_overwrite"},
                                          F->getName());
  }

  void checkConstruct(const CXXConstructExpr *C, Model &M) {
    QualType T = C->getType();
    if (isFrozen(T, M)) {
      if (C->getNumArgs() == 0)
        return;
      const Expr *From = C->getArg(0);
      // shared_ptr(const shared_ptr<Y> &, pointer): the aliasing constructor.
      if (C->getNumArgs() >= 2 && stdSpecialization(From->getType(), "shared_ptr")) {
        complain(C->getArg(1),
                 "the aliasing constructor gives a '" + M.types().spell(T) + "' to an object that others may change",
                 "copy the part into a value of its own, or freeze that", M);
        return;
      }
      checkDeleter(llvm::ArrayRef(C->getArgs(), C->getNumArgs()), M);
      checkSource(From, T, M);
      return;
    }
    checkBulk(C, C->getType(), llvm::ArrayRef(C->getArgs(), C->getNumArgs()), M);
  }

  void checkCall(const CallExpr *Call, Model &M) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (std::optional<Send> S = F ? asSend(Call) : std::nullopt)
      checkForwarded(*S, M);
    if (!F || !isStd(F))
      return;
    llvm::StringRef Name = F->getIdentifier() ? F->getName() : "";
    if ((Name == "make_shared" || Name == "allocate_shared") && isFrozen(Call->getType(), M))
      return checkMoved(Call, M);
    if (Name.ends_with("_pointer_cast") && Call->getNumArgs() >= 1) {
      const Expr *From = Call->getArg(0);
      if (isFrozen(Call->getType(), M))
        checkSource(From, Call->getType(), M);
      else if (isFrozen(From->getType(), M) && isMutableShared(Call->getType(), M))
        complain(From,
                 "this cast lets the object of a '" + M.types().spell(From->getType().getNonReferenceType()) +
                     "' be changed, which other processes may read",
                 "copy the object and change the copy", M);
      return;
    }
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    const Expr *Object = nullptr;
    unsigned First = 0;
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Call); Op && Method && Op->getNumArgs()) {
      Object = Op->getArg(0);
      First = 1;
    } else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
      Object = Member->getImplicitObjectArgument();
    }
    // Some members are those of a base class of the library's own.
    QualType Target = Object ? ignoreWrappers(Object)->getType() : Call->getType();
    if (Target->isPointerType())
      Target = Target->getPointeeType();
    if (Object && isFrozen(Target, M)) {
      bool Assigns = First == 1 && Method->getOverloadedOperator() == OO_Equal;
      if ((Assigns || Name == "reset") && Call->getNumArgs() > First)
        checkSource(Call->getArg(First), Target, M);
      checkDeleter(llvm::ArrayRef(Call->getArgs(), Call->getNumArgs()).drop_front(First), M);
      return;
    }
    checkBulk(Call, Target, llvm::ArrayRef(Call->getArgs(), Call->getNumArgs()).drop_front(First), M);
  }

  /// `spawn` and `ask` hand their arguments on: the conversion to the parameter's
  /// type happens inside of the library.
  void checkForwarded(const Send &S, Model &M) {
    auto Check = [&](const Expr *Argument, QualType To) {
      if (isFrozen(To, M))
        checkSource(Argument, To, M);
      else
        checkBulk(Argument, To, Argument, M);
    };
    if (S.Kind == SendKind::Ask) {
      // By the type of the member pointer, which may be in a variable. Its first parameter is the answer's promise.
      const auto *Member = S.Call->getArg(1)->getType().getNonReferenceType()->getAs<MemberPointerType>();
      const auto *Message = Member ? Member->getPointeeType()->getAs<FunctionProtoType>() : nullptr;
      for (unsigned I = 0; Message && I < S.Arguments.size() && I + 1 < Message->getNumParams(); ++I)
        Check(S.Arguments[I], Message->getParamType(I + 1));
      return;
    }
    // What initialises a field of an aggregate has to be sendable itself: see spawn-argument.
    if (S.Kind == SendKind::Spawn && S.Target)
      for (unsigned I = 0; I < S.Arguments.size() && I < S.Target->getNumParams(); ++I)
        Check(S.Arguments[I], S.Target->getParamDecl(I)->getType());
  }

  /// shared_ptr(pointer, deleter): the deleter runs in the process that lets go last.
  void checkDeleter(llvm::ArrayRef<const Expr *> Arguments, Model &M) {
    if (Arguments.size() < 2 || isa<CXXDefaultArgExpr>(Arguments[1]) || !Arguments[0]->getType()->isPointerType())
      return;
    const Expr *Deleter = Arguments[1];
    if (!M.types().isValue(Deleter->getType().getNonReferenceType().getUnqualifiedType()))
      complain(Deleter, "this deleter borrows what belongs to its process, but runs in whichever process lets go last",
               "capture copies of values only", M);
  }

  /// One pointer becomes a frozen one.
  void checkSource(const Expr *From, QualType To, Model &M) {
    QualType T = From->getType().getNonReferenceType();
    bool Pointer = T->isPointerType() || T->isNullPtrType() || stdSpecialization(T, "unique_ptr") ||
                   stdSpecialization(T, "weak_ptr") || isMutableShared(T, M);
    if (isFrozen(T, M) || checkDerived(From, T, To, M) || !Pointer)
      return;
    isFresh(From) ? checkMoved(From, M) : complainSource(From, To, M);
  }

  /// An object that can be changed though it is const, by who knows that it is more than its base class.
  bool checkDerived(const Expr *From, QualType T, QualType To, Model &M) {
    QualType Object = sharedElement(T, M.context());
    if (Object.isNull())
      Object = element(T, "unique_ptr", M.context());
    if (Object.isNull() && T->isPointerType()) {
      const Expr *Made = ignoreWrappers(From); // `new D`, before its conversion
      Object = (Made->getType()->isPointerType() ? Made->getType() : T)->getPointeeType();
    }
    QualType Base = sharedElement(To, M.context());
    if (Object.isNull() || !Object->isRecordType() || M.context().hasSameUnqualifiedType(Object, Base))
      return false;
    const Verdict &V = M.types().deeplyImmutable(Object.getUnqualifiedType());
    if (V)
      return false;
    std::string Class = "'" + M.types().spell(Object.getUnqualifiedType()) + "'";
    Finding F = finding(From->getExprLoc(), "'" + M.types().spell(To.getNonReferenceType().getUnqualifiedType()) +
                                                "' is immutable to everyone, but this object is a " + Class +
                                                ", which can be changed");
    F.range(From->getSourceRange());
    TypeKinds::explain(F, V);
    F.help("leave the mutable part out of " + Class + ", or copy the base: std::make_shared<const " +
           M.types().spell(Base.getUnqualifiedType()) + ">(…)");
    report(std::move(F), M);
    return true;
  }

  /// reinterpret_cast and its like, which no conversion would allow.
  void checkCast(const ExplicitCastExpr *Cast, Model &M) {
    if (!forges(Cast, [&](QualType X) { return isFrozen(X, M); }))
      return;
    QualType To = Cast->getTypeAsWritten(), T = Cast->getSubExpr()->IgnoreParenImpCasts()->getType();
    complain(Cast->getSubExpr(),
             "this cast takes a '" + M.types().spell(T.getNonReferenceType()) + "' for a '" + M.types().spell(To) +
                 "', whose object is immutable to everyone",
             "make it with freeze(…) of a unique value, or with std::make_shared<const …>(…)", M);
  }

  /// Containers and pairs of frozen pointers made or filled from mutable ones
  /// convert where no one can see it: emplace, a range, another pair.
  void checkBulk(const Expr *E, QualType Target, llvm::ArrayRef<const Expr *> Arguments, Model &M) {
    auto Frozen = [&](QualType T) { return isFrozen(T, M); };
    auto Mutable = [&](QualType T) { return isMutableShared(T, M); };
    if (Arguments.empty() || !mentionsType(Target, Frozen) || mentionsType(Target, Mutable))
      return;
    for (const Expr *A : Arguments)
      if (mentionsType(A->getType(), Mutable) && !isFresh(A))
        return complain(A,
                        "a pointer that can change its object ('" +
                            M.types().spell(A->getType().getNonReferenceType()) + "') becomes an immutable one here",
                        "freeze a unique value, or make the object with std::make_shared in the conversion", M);
  }

  void complainSource(const Expr *From, QualType To, Model &M) {
    QualType T = From->getType().getNonReferenceType();
    complain(From,
             "'" + M.types().spell(To.getNonReferenceType().getUnqualifiedType()) +
                 "' is immutable to everyone, but this '" + M.types().spell(T.getUnqualifiedType()) +
                 "' may still change the object",
             "make it with freeze(…) of a unique value, with std::make_shared<const …>(…), or copy another immutable "
             "pointer",
             M);
  }

  void complain(const Expr *At, std::string Message, std::string Help, Model &M) {
    Finding F = finding(At->getExprLoc(), std::move(Message));
    F.range(At->getSourceRange());
    if (const auto *Ref = dyn_cast<DeclRefExpr>(ignoreWrappers(movedOperand(At) ? movedOperand(At) : At)))
      F.note(NoteRole::Declared, Ref->getDecl()->getLocation(),
             "'" + Ref->getDecl()->getNameAsString() + "' is declared here");
    F.help(std::move(Help));
    report(std::move(F), M);
  }
};

} // namespace

std::unique_ptr<Rule> createFrozenAliasRule(const RuleContext &C) { return std::make_unique<FrozenAliasRule>(C); }

} // namespace conure
