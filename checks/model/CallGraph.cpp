//===- CallGraph.cpp - Who calls whom, looked up on demand ----------------===//
#include "checks/model/CallGraph.h"
#include "checks/model/Model.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace conure {
namespace {

/// Namespaces whose functions are the standard library's.
bool isLibraryNamespace(const NamespaceDecl *N) {
  // libstdc++ opens some of it inside `extern "C++"`.
  if (!N->getParent()->getRedeclContext()->isTranslationUnit() || !N->getIdentifier())
    return false;
  llvm::StringRef Name = N->getName();
  return Name == "std" || Name == "__gnu_cxx" || Name == "__cxxabiv1" || Name == "__detail";
}

bool isLibraryCode(const Decl *D) {
  // Names of the implementation: __gthread_once and its like.
  if (const auto *F = dyn_cast<FunctionDecl>(D); F && F->getIdentifier() && F->getName().starts_with("__") &&
                                                 F->getDeclContext()->getRedeclContext()->isTranslationUnit())
    return true;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C); N && isLibraryNamespace(N))
      return true;
  return false;
}

/// Looks at declarations and bodies outside the standard library, and inside it
/// only at classes, whose virtual functions call back.
class Surveyor : public RecursiveASTVisitor<Surveyor> {
public:
  explicit Surveyor(UnitSurvey &Survey) : Survey(Survey) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitLambdaBody() const { return true; }
#if LLVM_VERSION_MAJOR >= 22
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
#else
  bool TraverseTypeLoc(TypeLoc) { return true; }
#endif
  bool TraverseNestedNameSpecifierLoc(NestedNameSpecifierLoc) { return true; }

  bool TraverseNamespaceDecl(NamespaceDecl *N) {
    if (isLibraryNamespace(N)) {
      libraryClasses(N);
      return true;
    }
    return RecursiveASTVisitor::TraverseNamespaceDecl(N);
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isDependentContext())
      return true;
    if (isProcessClass(R) && !isConureLibrary(R))
      Survey.Processes.push_back(R);
    virtuals(R);
    if (R->isPolymorphic())
      derives(R, R);
    return true;
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() && !F->isDependentContext())
      Survey.Definitions.push_back(F);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *E) {
    if (FunctionTemplateDecl *Generic = E->getDependentCallOperator()) {
      for (FunctionDecl *Instance : Generic->specializations())
        if (Instance->hasBody() && !TraverseDecl(Instance))
          return false;
    } else if (CXXMethodDecl *Body = E->getCallOperator(); Body && !Body->isDependentContext()) {
      Survey.Definitions.push_back(Body);
    }
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    if (F && E->getNumArgs() == 1 && isConureFunction(F, "recover") && !E->isTypeDependent() && !E->isValueDependent())
      Survey.RecoverBodies.push_back(E->getArg(0));
    return true;
  }
  /// `return e;` in a function that returns uni<T> means `return recover(e);`.
  bool VisitReturnStmt(ReturnStmt *S) {
    const Expr *E = S->getRetValue();
    if (!E || E->isTypeDependent() || !isUni(E->getType()))
      return true;
    const auto *Made = dyn_cast<CXXConstructExpr>(E->IgnoreImplicit());
    if (Made && Made->getNumArgs() == 1 && !isUni(Made->getArg(0)->getType()))
      Survey.RecoverBodies.push_back(Made->getArg(0));
    return true;
  }
  bool VisitCXXDefaultArgExpr(CXXDefaultArgExpr *E) { return TraverseStmt(E->getExpr()); }

private:
  void virtuals(const CXXRecordDecl *R) {
    if (!R->isPolymorphic())
      return;
    for (const CXXMethodDecl *Method : R->methods())
      if (Method->isVirtual())
        overrides(Method, Method);
  }
  void derives(const CXXRecordDecl *R, const CXXRecordDecl *From) {
    for (const CXXBaseSpecifier &B : From->bases())
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl(); Base && Base->hasDefinition()) {
        auto &Known = Survey.Derived[Base->getCanonicalDecl()];
        if (!llvm::is_contained(Known, R))
          Known.push_back(R);
        derives(R, Base->getDefinition());
      }
  }
  void overrides(const CXXMethodDecl *Method, const CXXMethodDecl *Via) {
    for (const CXXMethodDecl *Base : Via->overridden_methods()) {
      auto &Known = Survey.Overriders[Base->getCanonicalDecl()];
      if (!llvm::is_contained(Known, Method->getCanonicalDecl())) {
        Known.push_back(Method->getCanonicalDecl());
        overrides(Method, Base);
      }
    }
  }
  void libraryClasses(const DeclContext *Context) {
    for (const Decl *D : Context->decls()) {
      if (const auto *N = dyn_cast<NamespaceDecl>(D)) {
        libraryClasses(N);
      } else if (const auto *T = dyn_cast<ClassTemplateDecl>(D)) {
        if (T->isThisDeclarationADefinition() || T->isCanonicalDecl())
          for (const ClassTemplateSpecializationDecl *S : T->specializations())
            libraryClass(S);
      } else if (const auto *R = dyn_cast<CXXRecordDecl>(D)) {
        libraryClass(R);
      }
    }
  }
  void libraryClass(const CXXRecordDecl *R) {
    R = R->getDefinition();
    if (!R || R->isDependentContext() || !Seen.insert(R).second)
      return;
    virtuals(R);
    libraryClasses(R);
  }

  UnitSurvey &Survey;
  llvm::DenseSet<const CXXRecordDecl *> Seen;
};

} // namespace

CallGraph::CallGraph(Model &M) : M(M) {}

bool CallGraph::mentionsConure() const {
  ASTContext &Ctx = M.context();
  auto It = Ctx.Idents.find("conure");
  if (It == Ctx.Idents.end())
    return false;
  return !Ctx.getTranslationUnitDecl()->lookup(DeclarationName(It->second)).empty();
}

const UnitSurvey &CallGraph::survey() {
  if (!Survey) {
    Survey.emplace();
    // Not through the unit itself: a driver may have narrowed its scope to what rules report on.
    Surveyor Look(*Survey);
    for (Decl *D : M.context().getTranslationUnitDecl()->decls())
      Look.TraverseDecl(D);
  }
  return *Survey;
}

const FunctionDecl *CallGraph::definition(const FunctionDecl *F) {
  const FunctionDecl *Key = F->getCanonicalDecl();
  auto [It, New] = Definitions.try_emplace(Key, nullptr);
  if (!New)
    return It->second;
  const FunctionDecl *Found = nullptr;
  if (F->isDefined(Found) && Found && (Found->hasBody() || Found->isDefaulted()))
    return Definitions[Key] = Found;
  Found = nullptr;
  if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
    if (const FunctionDecl *Body = nullptr; Pattern->isDefined(Body) && Body && Body->hasBody())
      Found = Body;
  return Definitions[Key] = Found;
}

const BodyFacts &CallGraph::facts(const FunctionDecl *Definition) {
  auto &Slot = Facts[Definition];
  if (!Slot)
    Slot = std::make_unique<BodyFacts>(scanFunction(Definition, M.context()));
  return *Slot;
}

const BodyFacts &CallGraph::facts(const Expr *E) {
  auto &Slot = Facts[E];
  if (!Slot)
    Slot = std::make_unique<BodyFacts>(scanExpression(E, M.context()));
  return *Slot;
}

const BodyFacts *CallGraph::initialiser(const ValueDecl *V) {
  const auto *Var = dyn_cast<VarDecl>(V);
  const Expr *Init = Var ? Var->getAnyInitializer() : nullptr;
  return Init ? &facts(Init) : nullptr;
}

llvm::SmallVector<const FunctionDecl *, 4> CallGraph::targets(const CallEdge &E) {
  llvm::SmallVector<const FunctionDecl *, 4> Found{E.Callee};
  const auto *Method = dyn_cast<CXXMethodDecl>(E.Callee);
  if (!Method || !Method->isVirtual() || E.Kind == CallKind::Call || E.Kind == CallKind::Implicit)
    return Found;
  const auto &Overriders = survey().Overriders;
  if (auto It = Overriders.find(Method->getCanonicalDecl()); It != Overriders.end())
    Found.append(It->second.begin(), It->second.end());
  return Found;
}

llvm::ArrayRef<const CXXThrowExpr *> CallGraph::borrowsThrown(const FunctionDecl *F) {
  if (auto It = Thrown.find(F); It != Thrown.end())
    return It->second;
  std::vector<const CXXThrowExpr *> Out;
  llvm::SmallVector<const FunctionDecl *, 8> Work{F};
  llvm::SmallPtrSet<const FunctionDecl *, 16> Seen;
  while (!Work.empty()) {
    const FunctionDecl *Body = definition(Work.pop_back_val());
    if (!Body || !Seen.insert(Body).second || isTransparent(Body))
      continue;
    if (const auto *Type = Body->getType()->getAs<FunctionProtoType>(); Type && Type->isNothrow())
      continue;
    const BodyFacts &Own = this->facts(Body);
    for (const CXXThrowExpr *E : Own.Throws) {
      const Expr *What = E->getSubExpr()->IgnoreParenImpCasts();
      const CXXRecordDecl *R = E->getSubExpr()->getType()->getAsCXXRecordDecl();
      if (!isa<clang::StringLiteral>(What) && !(R && isStd(R)) &&
          !M.types().isBorrowFree(E->getSubExpr()->getType().getUnqualifiedType()))
        Out.push_back(E);
    }
    for (const CallEdge &E : Own.Calls)
      if (E.Kind != CallKind::Address)
        for (const FunctionDecl *Target : targets(E))
          Work.push_back(Target);
  }
  return Thrown[F] = std::move(Out);
}

const KnownFunction *CallGraph::known(const FunctionDecl *F) {
  if (F->getDeclContext()->getRedeclContext()->isTranslationUnit() && !F->isExternC() && !F->getBuiltinID())
    return nullptr;
  return M.knownTypes().find(F);
}

const KnownFunction *CallGraph::known(const ValueDecl *V) {
  const auto *Var = dyn_cast<VarDecl>(V);
  return Var && Var->isFileVarDecl() ? M.knownTypes().find(Var) : nullptr;
}

/// The T of std::atomic<T> or _Atomic(T); null for other types.
static QualType atomicElement(QualType T) {
  T = QualType(T->getBaseElementTypeUnsafe(), 0).getCanonicalType();
  if (const auto *A = T->getAs<AtomicType>())
    return A->getValueType();
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  if (!R || !isStd(R) || R->getName() != "atomic" || R->getTemplateArgs().size() == 0 ||
      R->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return {};
  return R->getTemplateArgs()[0].getAsType();
}

bool CallGraph::isAtomic(QualType T) { return !atomicElement(T).isNull(); }

const KnownType *CallGraph::knownType(const CXXRecordDecl *R) const { return M.knownTypes().find(R); }

bool CallGraph::isShareable(QualType T) {
  // An atomic pointer is safe to touch, but what it points to is handed out.
  if (QualType Element = atomicElement(T); !Element.isNull())
    return M.types().isValue(Element);
  T = QualType(T->getBaseElementTypeUnsafe(), 0).getCanonicalType();
  if (const TagDecl *Tag = T->getAsTagDecl(); Tag && hasMark(Tag, Mark::Sendable))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const KnownType *K = R ? M.knownTypes().find(R) : nullptr;
  // process and channel are handles: the handle itself can be assigned.
  return K && K->Shareable && K->S != Shape::Value;
}

bool CallGraph::isTransparent(const Decl *D) {
  SourceLocation Loc = D->getLocation();
  // A user's specialisation of std::hash stands in namespace std, too.
  if (isLibraryCode(D) || isConureLibrary(D))
    return !M.isUserCode(Loc);
  // A trusted header is user code to the compiler but not to us.
  return Loc.isValid() && !M.context().getSourceManager().isInSystemHeader(Loc) && !M.isUserCode(Loc);
}

bool CallGraph::isTrusted(const FunctionDecl *F) {
  if (M.isTrusted(F))
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && hasMark(Method->getParent(), Mark::Sendable);
}

std::string displayName(const FunctionDecl *F) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F)) {
    const CXXRecordDecl *Class = Method->getParent();
    if (Class->isLambda())
      return "a lambda";
    std::string Name = Class->getNameAsString();
    if (Name.empty())
      Name = "an unnamed class";
    if (isa<CXXConstructorDecl>(F))
      return "the constructor of '" + Name + "'";
    if (isa<CXXDestructorDecl>(F))
      return "the destructor of '" + Name + "'";
    return "'" + Name + "::" + F->getNameAsString() + "'";
  }
  std::string Scope;
  if (const auto *N = dyn_cast<NamespaceDecl>(F->getDeclContext()); N && !N->isAnonymousNamespace())
    return "'" + KnownTypes::qualifiedName(F) + "()'";
  return "'" + F->getNameAsString() + "()'";
}

} // namespace conure
