//===- ProcessAccess.cpp - process-access ---------------------------------===//
//
// Through a handle only messages can be reached: no field, no ordinary method,
// no address of the state. And there is no process object that spawn did not
// make: no variable, field, element or temporary of a process class.
//
//===----------------------------------------------------------------------===//
#include "checks/model/KnownTypes.h"
#include "checks/model/Sends.h"
#include "checks/rules/Rule.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

/// The process class that \p T is, or that it derives from, or an array of
/// these; null if it is none.
const CXXRecordDecl *processClassOf(QualType T) {
  if (T.isNull() || T->isDependentType())
    return nullptr;
  const CXXRecordDecl *R = T.getCanonicalType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!R)
    return nullptr;
  if (isProcessClass(R))
    return R;
  if (!R->hasDefinition())
    return nullptr;
  for (const CXXBaseSpecifier &B : R->bases())
    if (processClassOf(B.getType()))
      return R;
  return nullptr;
}

class ProcessAccessRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    Finder.addMatcher(memberExpr().bind("member"), this);
    Finder.addMatcher(unresolvedMemberExpr().bind("unresolved"), this);
    Finder.addMatcher(cxxDependentScopeMemberExpr().bind("dependent"), this);
    Finder.addMatcher(callExpr(callee(cxxMethodDecl(hasOverloadedOperatorName("->")))).bind("arrow"), this);
    Finder.addMatcher(unaryOperator(hasOperatorName("&"),
                                    hasUnaryOperand(declRefExpr(to(cxxMethodDecl(hasOverloadedOperatorName("->"))))))
                          .bind("address"),
                      this);
    Finder.addMatcher(callExpr(callee(functionDecl(hasAnyName("to_address", "__to_address")))).bind("library"), this);
    Finder.addMatcher(cxxConstructorDecl(isDefinition()).bind("constructor"), this);
    Finder.addMatcher(cxxConstructExpr().bind("made"), this);
    Finder.addMatcher(initListExpr().bind("made"), this);
    Finder.addMatcher(fieldDecl().bind("field"), this);
    Finder.addMatcher(parmVarDecl().bind("parameter"), this);
    Finder.addMatcher(typeLoc(loc(templateSpecializationType())).bind("type"), this);
    Finder.addMatcher(callExpr(callee(functionDecl(hasAnyName("self", "make_unique", "make_shared", "allocate_shared",
                                                              "construct_at", "make_optional", "make_any"))))
                          .bind("call"),
                      this);
  }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    Unit = &M;
    const BoundNodes &N = Result.Nodes;
    if (const auto *E = N.getNodeAs<MemberExpr>("member"))
      checkMember(E, M);
    else if (const auto *E = N.getNodeAs<UnresolvedMemberExpr>("unresolved"))
      rememberNamed(E->isImplicitAccess() ? nullptr : E->getBase());
    else if (const auto *E = N.getNodeAs<CXXDependentScopeMemberExpr>("dependent"))
      rememberNamed(E->isImplicitAccess() ? nullptr : E->getBase());
    else if (const auto *E = N.getNodeAs<CallExpr>("arrow"))
      rememberArrow(E);
    else if (const auto *E = N.getNodeAs<UnaryOperator>("address"))
      checkArrowAddress(E, M);
    else if (const auto *E = N.getNodeAs<CallExpr>("library"))
      checkLibrary(E, M);
    else if (const auto *C = N.getNodeAs<CXXConstructorDecl>("constructor"))
      allowBases(C);
    else if (const auto *E = N.getNodeAs<Expr>("made"))
      rememberMade(E);
    else if (const auto *F = N.getNodeAs<FieldDecl>("field"))
      checkHeld(F, "field", M);
    else if (const auto *P = N.getNodeAs<ParmVarDecl>("parameter"))
      checkHeld(P, "parameter", M);
    else if (const auto *T = N.getNodeAs<TypeLoc>("type"))
      checkTemplate(*T, M);
    else if (const auto *E = N.getNodeAs<CallExpr>("call"))
      checkCall(E, M);
  }

  void finishUnit() override {
    for (const CallExpr *E : Arrows)
      if (!Named.count(E))
        complainOfState(E, *Unit);
    for (const Expr *E : Made)
      if (!Bases.count(E->IgnoreImplicit())) {
        const CXXRecordDecl *R = processClassOf(E->getType());
        std::string Name = "'" + R->getNameAsString() + "'";
        report(finding(E->getBeginLoc(),
                       "an object of process class " + Name + " is made here, but only spawn makes processes")
                   .range(E->getSourceRange())
                   .note(NoteRole::Declared, R->getLocation(), Name + " is declared here")
                   .help("write spawn<" + R->getNameAsString() + ">(…) and hold the 'process<" + R->getNameAsString() +
                         ">' it gives"),
               *Unit);
      }
    Arrows.clear();
    Named.clear();
    Made.clear();
    Bases.clear();
    Unit = nullptr;
  }

private:
  Model *Unit = nullptr;
  llvm::SmallVector<const CallExpr *, 16> Arrows; ///< every `p->`…
  llvm::SmallPtrSet<const Expr *, 16> Named;      ///< …and those that name a member
  llvm::SmallVector<const Expr *, 8> Made;        ///< every process object made…
  llvm::SmallPtrSet<const Expr *, 8> Bases;       ///< …and those that are the base part of another

  /// `&process<T>::operator->` would make the arrow of a handle anybody's to call.
  void checkArrowAddress(const UnaryOperator *E, Model &M) {
    const auto *Ref = cast<DeclRefExpr>(E->getSubExpr()->IgnoreParens());
    const auto *Method = cast<CXXMethodDecl>(Ref->getDecl());
    if (Method->getParent()->getIdentifier() && Method->getParent()->getName() == "process" && isConureLibrary(Method))
      complainOfState(E, M);
  }

  /// std::to_address(handle)
  void checkLibrary(const CallExpr *E, Model &M) {
    const FunctionDecl *F = E->getDirectCallee();
    if (F && isStd(F) && E->getNumArgs() == 1 && builtinKind(E->getArg(0)->getType()) == Builtin::Process)
      complainOfState(E, M);
  }

  void complainOfState(const Expr *E, Model &M) {
    report(finding(E->getExprLoc(), "this takes the address of a process's state, which only the process may see")
               .range(E->getSourceRange())
               .help("send it a message"),
           M);
  }

  void rememberArrow(const CallExpr *E) {
    if (isHandleArrow(E))
      Arrows.push_back(E);
  }

  /// A member is named through the arrow \p Base. In a template, an overloaded one is looked at in the instantiations.
  void rememberNamed(const Expr *Base) {
    for (const Expr *A = Base ? ignoreWrappers(Base) : nullptr; A && isHandleArrow(A);) {
      Named.insert(A);
      const auto *Op = dyn_cast<CXXOperatorCallExpr>(A);
      A = ignoreWrappers(Op ? Op->getArg(0) : cast<CXXMemberCallExpr>(A)->getImplicitObjectArgument());
    }
  }

  void checkMember(const MemberExpr *E, Model &M) {
    const Expr *Arrow = ignoreWrappers(E->getBase());
    if (!isHandleArrow(Arrow))
      return;
    // `p.operator->()` names the arrow of a send under way, not of the state.
    const ValueDecl *D = E->getMemberDecl();
    rememberNamed(Arrow);
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (Method && Method->getOverloadedOperator() == OO_Arrow && isConureLibrary(Method))
      return;
    std::string Name = "'" + D->getNameAsString() + "'";
    const auto *Class = dyn_cast<CXXRecordDecl>(D->getDeclContext());
    std::string Of = Class ? " of process '" + Class->getNameAsString() + "'" : "";
    if (Method && isMessage(Method)) {
      if (E->hasQualifier())
        report(finding(E->getMemberLoc(), "message " + Name +
                                              " is named with its class, but the process itself decides which "
                                              "one handles it")
                   .range(E->getSourceRange())
                   .help("send " + Name + " without the class's name"),
               M);
      return;
    }
    if (isa<CXXDestructorDecl>(D)) {
      report(finding(E->getMemberLoc(), "a process is dropped when its last handle goes, not by calling its destructor")
                 .range(E->getSourceRange())
                 .help("leave the call out"),
             M);
      return;
    }
    Finding F =
        finding(E->getMemberLoc(), (Method ? Name + Of + " is not a message, so it cannot be reached through a handle"
                                           : "field " + Name + Of + " cannot be reached through a handle"));
    F.range(E->getSourceRange());
    F.note(NoteRole::Declared, D->getLocation(), Name + " is declared here");
    if (Method && !Method->isStatic())
      F.help(helpToReach(Method, M));
    else if (Method)
      F.help("call it as '" + (Class ? Class->getNameAsString() + "::" : std::string()) + D->getNameAsString() + "'");
    else
      F.help("send a message that answers through a promise or a channel");
    report(std::move(F), M);
  }

  /// How another process gets what the ordinary method \p Method does.
  static std::string helpToReach(const CXXMethodDecl *Method, Model &M) {
    QualType Result = Method->getReturnType().getNonReferenceType().getUnqualifiedType();
    if (Result->isVoidType()) {
      bool MayCross = llvm::all_of(Method->parameters(), [&](const ParmVarDecl *P) {
        return !P->getType()->isReferenceType() && M.types().isSendable(P->getType());
      });
      return MayCross ? "mark it CONURE_ASYNC, or call it from a message of the process"
                      : "give it sendable parameters, by value, and mark it CONURE_ASYNC; or call it from a message of "
                        "the process";
    }
    if (Result->isDependentType() || M.types().isBorrow(Result))
      return "send a message that answers through a promise or a channel; or call it from a message of the process";
    std::string Answer = M.types().spell(Result);
    if (!M.types().isSendable(Result))
      Answer = "uni<" + Answer + ">";
    return "ask for it: a message that is given a 'promise<" + Answer +
           ">' first, sent with ask; or call it from a message of the process";
  }

  void allowBases(const CXXConstructorDecl *C) {
    for (const CXXCtorInitializer *I : C->inits())
      if ((I->isBaseInitializer() || I->isDelegatingInitializer()) && I->getInit())
        Bases.insert(I->getInit()->IgnoreImplicit());
  }

  void rememberMade(const Expr *E) {
    if (const auto *List = dyn_cast<InitListExpr>(E)) {
      // A list for a base part lies within the list of the whole.
      if (processClassOf(List->getType()))
        for (const Expr *Init : List->inits())
          if (Init)
            Bases.insert(Init->IgnoreImplicit());
    }
    if (processClassOf(E->getType()))
      Made.push_back(E);
  }

  /// Fields and parameters of a process class: no object of it need be made
  /// within sight for these to hold one.
  void checkHeld(const ValueDecl *D, llvm::StringRef What, Model &M) {
    const CXXRecordDecl *R = processClassOf(D->getType());
    if (!R)
      return;
    // What a closure holds is made where it is captured, and told there.
    if (const auto *Closure = dyn_cast<CXXRecordDecl>(D->getDeclContext()); Closure && Closure->isLambda())
      return;
    std::string Name = "'" + R->getNameAsString() + "'";
    report(finding(D->getLocation(), (What + " '" + D->getNameAsString() + "' holds an object of process class " +
                                      Name + ", but only spawn makes processes")
                                         .str())
               .note(NoteRole::Declared, R->getLocation(), Name + " is declared here")
               .help("hold a 'process<" + R->getNameAsString() + ">'"),
           M);
  }

  /// `std::vector<Counter>` and the like, and `process<T>` of what is none.
  void checkTemplate(const TypeLoc &Loc, Model &M) {
    auto Special = Loc.getAs<TemplateSpecializationTypeLoc>();
    QualType T = Loc.getType();
    if (!Special || T->isDependentType())
      return;
#if LLVM_VERSION_MAJOR < 22
    T = T.getCanonicalType(); // the namespace that was written belongs to a type around this one
#endif
    if (QualType Element = builtinElement(T, Builtin::Process); !Element.isNull()) {
      const CXXRecordDecl *R = Element->getAsCXXRecordDecl();
      if (R && R->hasDefinition() && !R->isDependentType() && !isProcessClass(R))
        report(finding(Special.getTemplateNameLoc(), "'" + M.types().spell(T) + "' is a handle, but '" +
                                                         R->getNameAsString() + "' is not a process class")
                   .range(Special.getSourceRange())
                   .note(NoteRole::Declared, R->getLocation(), "'" + R->getNameAsString() + "' is declared here")
                   .help("mark the class CONURE_PROCESS"),
               M);
      return;
    }
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
    if (!S)
      return;
    const KnownType *K = M.knownTypes().find(S);
    if (!isUni(T) && (!K || K->S == Shape::Value || K->S == Shape::Borrow || K->S == Shape::Opaque))
      return;
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type)
        if (const CXXRecordDecl *R = processClassOf(A.getAsType())) {
          report(finding(Special.getTemplateNameLoc(), "'" + M.types().spell(T) + "' holds objects of process class '" +
                                                           R->getNameAsString() + "', but only spawn makes processes")
                     .range(Special.getSourceRange())
                     .note(NoteRole::Declared, R->getLocation(), "'" + R->getNameAsString() + "' is declared here")
                     .help("hold a 'process<" + R->getNameAsString() + ">'"),
                 M);
          return;
        }
  }

  void checkCall(const CallExpr *E, Model &M) {
    const FunctionDecl *F = E->getDirectCallee();
    const TemplateArgumentList *Args = F ? F->getTemplateSpecializationArgs() : nullptr;
    if (!Args || !Args->size() || Args->get(0).getKind() != TemplateArgument::Type)
      return;
    QualType T = Args->get(0).getAsType();
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (isConureFunction(F, "self")) {
      if (R && !R->isDependentType() && !isProcessClass(R))
        report(finding(E->getExprLoc(), "self gives a handle to the process that runs, but '" + R->getNameAsString() +
                                            "' is not a process class")
                   .range(E->getSourceRange())
                   .note(NoteRole::Declared, R->getLocation(), "'" + R->getNameAsString() + "' is declared here")
                   .help("write self(*this) in a method of a process class"),
               M);
      return;
    }
    if (!isStd(F) || !processClassOf(T))
      return;
    report(finding(E->getExprLoc(), "an object of process class '" + R->getNameAsString() +
                                        "' is made here, but only spawn makes processes")
               .range(E->getSourceRange())
               .note(NoteRole::Declared, R->getLocation(), "'" + R->getNameAsString() + "' is declared here")
               .help("write spawn<" + R->getNameAsString() + ">(…) and hold the 'process<" + R->getNameAsString() +
                     ">' it gives"),
           M);
  }
};

} // namespace

std::unique_ptr<Rule> createProcessAccessRule(const RuleContext &C) { return std::make_unique<ProcessAccessRule>(C); }

} // namespace conure
