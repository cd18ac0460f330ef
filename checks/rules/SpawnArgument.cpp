//===- SpawnArgument.cpp - spawn-argument ---------------------------------===//
//
// What initialises a field when a process is spawned must be sendable:
// constructor parameters by value and sendable, or the aggregate's initialisers.
//
//===----------------------------------------------------------------------===//
#include "checks/model/RecoverAdvice.h"
#include "checks/model/Sends.h"
#include "checks/rules/Parameters.h"
#include "checks/rules/Rule.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

class SpawnArgumentRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    Finder.addMatcher(callExpr(callee(functionDecl(hasAnyName("spawn", "run_main")))).bind("call"), this);
    Finder.addMatcher(declRefExpr(to(functionDecl(hasName("spawn")))).bind("named"), this);
  }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    Unit = &M;
    if (const auto *Ref = Result.Nodes.getNodeAs<DeclRefExpr>("named")) {
      if (isConureFunction(cast<FunctionDecl>(Ref->getDecl()), "spawn"))
        Named.push_back(Ref);
      return;
    }
    const auto *Call = Result.Nodes.getNodeAs<CallExpr>("call");
    Called.insert(Call->getCallee()->IgnoreParenImpCasts());
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || !isConureLibrary(F))
      return;
    if (F->getName() == "run_main")
      return checkMain(Call, M);
    if (!isConureFunction(F, "spawn"))
      return;
    SpawnInit Init = spawnInit(Call);
    if (!Init.Class)
      return;
    if (!isProcessClass(Init.Class)) {
      report(
          finding(Call->getExprLoc(), "'" + Init.Class->getNameAsString() + "' is spawned, but is not a process class")
              .range(Call->getSourceRange())
              .note(NoteRole::Declared, Init.Class->getLocation(),
                    "'" + Init.Class->getNameAsString() + "' is declared here")
              .help("mark the class CONURE_PROCESS"),
          M);
      return;
    }
    if (Init.Constructor)
      checkConstructor(Call, Init, M);
    else if (Init.IsAggregate)
      checkAggregate(Call, Init, M);
  }

  /// `auto make = &spawn<Counter, int *>;`: who calls it, and with what, is not seen.
  void finishUnit() override {
    for (const DeclRefExpr *Ref : Named)
      if (!Called.count(Ref))
        report(finding(Ref->getExprLoc(),
                       "spawn is not called here but made a callback: what it will be given cannot be "
                       "checked")
                   .range(Ref->getSourceRange())
                   .help("give a lambda that calls spawn with its own parameters"),
               *Unit);
    Named.clear();
    Called.clear();
    Unit = nullptr;
  }

private:
  Model *Unit = nullptr;
  llvm::SmallVector<const DeclRefExpr *, 8> Named; ///< each mention of spawn…
  llvm::SmallPtrSet<const Expr *, 16> Called;      ///< …and those that are calls

  void checkConstructor(const CallExpr *Call, const SpawnInit &Init, Model &M) {
    for (const ParmVarDecl *P : Init.Constructor->parameters()) {
      unsigned Index = P->getFunctionScopeIndex();
      const Expr *Argument = Index < Call->getNumArgs() ? Call->getArg(Index) : nullptr;
      std::string What = "process '" + Init.Class->getNameAsString() + "' cannot be spawned with this: parameter " +
                         parameterName(P) + " of its constructor";
      std::optional<Finding> F = parameterProblem(info().Name, What, P, M);
      if (!F) {
        if (Argument)
          checkConversion(Argument, P, M);
        continue;
      }
      F->Loc = Argument ? Argument->getExprLoc() : Call->getExprLoc();
      F->Range = Argument ? Argument->getSourceRange() : Call->getSourceRange();
      if (Argument)
        F->Loc = Argument->getBeginLoc();
      if (P->getLocation().isValid() && !Init.Constructor->isImplicit())
        F->Notes.insert(
            F->Notes.end() - 1,
            Note{NoteRole::Declared, P->getLocation(), {}, "parameter " + parameterName(P) + " is declared here"});
      report(std::move(*F), M);
    }
    if (Init.Constructor->isVariadic() && Call->getNumArgs() > Init.Constructor->getNumParams())
      report(finding(Call->getArg(Init.Constructor->getNumParams())->getBeginLoc(),
                     "the constructor of process '" + Init.Class->getNameAsString() +
                         "' takes any arguments ('...'), which cannot be checked to be sendable")
                 .help("name its parameters"),
             M);
  }

  /// A `uni<T>` parameter accepts a T by conversion, inside of spawn, where
  /// nobody would see that it was never recovered.
  void checkConversion(const Expr *Argument, const ParmVarDecl *P, Model &M) {
    QualType Element = uniElement(P->getType());
    QualType Given = Argument->getType().getNonReferenceType().getUnqualifiedType();
    if (Element.isNull() || isUni(Given) || Given->isDependentType() || M.types().isSendable(Given))
      return;
    reportOwned(Argument, Given, M, "a 'uni<" + M.types().spell(Element) + ">'", P->getLocation(),
                "parameter " + parameterName(P) + " is declared here");
  }

  void reportOwned(const Expr *Argument, QualType Given, Model &M, std::string Wanted, SourceLocation Declared,
                   std::string DeclaredText) {
    Finding F = finding(Argument->getBeginLoc(), "a new process needs " + Wanted + ", but this is a '" +
                                                     M.types().spell(Given) + "', which is not sendable");
    F.range(Argument->getSourceRange());
    TypeKinds::explain(F, M.types().sendable(Given));
    if (Declared.isValid())
      F.note(NoteRole::Declared, Declared, std::move(DeclaredText));
    if (M.types().isBorrow(Given)) { // recovered, it would be one still
      helpToSend(F, Given, M);
      return report(std::move(F), M);
    }
    RecoverAdvice Advice = adviseRecover(M, Argument);
    F.help(std::move(Advice.Help));
    if (Advice.Mend) {
      // Of something that is made here it is all that can have been meant.
      Advice.Mend->Unambiguous = Argument->IgnoreImplicit()->isPRValue() && M.types().isBorrowFree(Given);
      F.fix(std::move(*Advice.Mend));
    }
    report(std::move(F), M);
  }

  void checkAggregate(const CallExpr *Call, const SpawnInit &Init, Model &M) {
    const CXXRecordDecl *Class = Init.Class->getDefinition();
    llvm::SmallVector<std::pair<QualType, const FieldDecl *>, 8> Parts;
    for (const CXXBaseSpecifier &B : Class->bases())
      Parts.push_back({B.getType(), nullptr});
    for (const FieldDecl *F : Class->fields())
      if (!F->isUnnamedBitField())
        Parts.push_back({F->getType(), F});
    for (unsigned I = 0; I < Call->getNumArgs() && I < Parts.size(); ++I) {
      auto [Type, Field] = Parts[I];
      const Expr *Argument = Call->getArg(I);
      QualType Given = Argument->getType().getNonReferenceType().getUnqualifiedType();
      std::string Name = Field ? "field '" + Field->getNameAsString() + "'" : "base '" + M.types().spell(Type) + "'";
      SourceLocation Declared = Field ? Field->getLocation() : SourceLocation();
      if (Type->isReferenceType()) {
        report(finding(Argument->getBeginLoc(), Name + " of process '" + Init.Class->getNameAsString() +
                                                    "' is a reference ('" + M.types().spell(Type) +
                                                    "'): both processes would see one object")
                   .range(Argument->getSourceRange())
                   .note(NoteRole::Declared, Declared, Name + " is declared here")
                   .help("hold a value, or take a 'uni<…>'"),
               M);
        continue;
      }
      // An array is copied element by element: "text" fills a string or chars.
      bool Literal = isa<clang::StringLiteral>(Argument->IgnoreParenImpCasts());
      const Verdict &V = M.types().sendable(Given);
      if (!V && !Literal) {
        reportOwned(Argument, Given, M, "a sendable value for its " + Name, Declared, Name + " is declared here");
        continue;
      }
      // The value may cross and still be turned into a borrow of itself here.
      QualType Unique = uniElement(Given);
      bool Same = M.context().hasSameUnqualifiedType(Type, Unique.isNull() ? Given : Unique);
      if (!Same && !M.types().isSendable(Type) && !M.types().isBorrowFree(Type)) {
        Finding F = finding(Argument->getBeginLoc(), Name + " of process '" + Init.Class->getNameAsString() +
                                                         "' would borrow from its sender: its type is '" +
                                                         M.types().spell(Type) + "'");
        F.range(Argument->getSourceRange());
        TypeKinds::explain(F, M.types().borrowFree(Type));
        F.note(NoteRole::Declared, Declared, Name + " is declared here");
        helpToSend(F, Type, M);
        report(std::move(F), M);
      }
    }
  }

  void checkMain(const CallExpr *Call, Model &M) {
    const TemplateArgumentList *Args = Call->getDirectCallee()->getTemplateSpecializationArgs();
    if (!Args || Args->get(0).getKind() != TemplateArgument::Type)
      return;
    const CXXRecordDecl *Class = Args->get(0).getAsType()->getAsCXXRecordDecl();
    const auto *Name = dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts());
    if (!Class || !Name || !Name->getNumTemplateArgs())
      return;
    SourceLocation Loc = M.sources().getSpellingLoc(Name->getTemplateArgs()[0].getLocation());
    if (!isProcessClass(Class)) {
      report(
          finding(Loc, "the program cannot start with '" + Class->getNameAsString() + "', which is not a process class")
              .note(NoteRole::Declared, Class->getLocation(), "'" + Class->getNameAsString() + "' is declared here")
              .help("mark the class CONURE_PROCESS"),
          M);
      return;
    }
    for (const CXXRecordDecl *R = Class->getDefinition(); R;) {
      for (const CXXMethodDecl *Method : R->methods())
        if (Method->getIdentifier() && Method->getName() == "main") {
          if (!isMessage(Method))
            report(finding(Loc, "the program starts by sending 'main', but it is not a message")
                       .note(NoteRole::Declared, Method->getLocation(), "'main' is declared here")
                       .help("mark it CONURE_ASYNC"),
                   M);
          return;
        }
      R = R->getNumBases() == 1 ? R->bases_begin()->getType()->getAsCXXRecordDecl() : nullptr;
      R = R ? R->getDefinition() : nullptr;
    }
  }
};

} // namespace

std::unique_ptr<Rule> createSpawnArgumentRule(const RuleContext &C) { return std::make_unique<SpawnArgumentRule>(C); }

} // namespace conure
