//===- Model.cpp - Everything rules share about one translation unit ------===//
#include "checks/model/Model.h"
#include "checks/model/CallGraph.h"
#include "checks/model/Effects.h"
#include "checks/model/Flow.h"
#include "checks/model/Index.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/ProcessCode.h"
#include "checks/model/Scope.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace conure {

namespace {

/// The directory of Conure's public headers as this unit found it: where
/// conure::uni is declared. Empty if the unit does not include them.
std::string libraryDirectory(ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  DeclarationName Conure(&Ctx.Idents.get("conure"));
  DeclarationName Uni(&Ctx.Idents.get("uni"));
  for (const NamedDecl *N : Ctx.getTranslationUnitDecl()->lookup(Conure)) {
    const auto *Namespace = dyn_cast<NamespaceDecl>(N);
    if (!Namespace)
      continue;
    for (const NamedDecl *D : Namespace->lookup(Uni)) {
      llvm::StringRef File = SM.getFilename(SM.getSpellingLoc(D->getLocation()));
      while (!File.empty() && llvm::sys::path::filename(File) != "conure")
        File = llvm::sys::path::parent_path(File);
      return File.str();
    }
  }
  return "";
}

bool isBelow(llvm::StringRef File, llvm::StringRef Directory) {
  return !Directory.empty() && File.consume_front(Directory) && !File.empty() &&
         llvm::sys::path::is_separator(File.front());
}

} // namespace

Model::Model(ASTContext &Ctx, const Configuration &Config, const Index *Others)
    : Ctx(Ctx), Config(Config), Known(std::make_unique<KnownTypes>(Config.ExtraKnownTypes)),
      Types(std::make_unique<TypeKinds>(Ctx, *Known)), Others(Others), Library(libraryDirectory(Ctx)) {}

Model::~Model() = default;

FlowEngine &Model::flow() {
  if (!Flows)
    Flows = std::make_unique<FlowEngine>(*this);
  return *Flows;
}

CallGraph &Model::callGraph() {
  if (!Calls)
    Calls = std::make_unique<CallGraph>(*this);
  return *Calls;
}

ProcessCode &Model::processCode() {
  if (!Processes)
    Processes = std::make_unique<ProcessCode>(*this, callGraph(), Others);
  return *Processes;
}

Effects &Model::effects() {
  if (!CallEffects)
    CallEffects = std::make_unique<Effects>(*this, callGraph(), Others);
  return *CallEffects;
}

std::string Model::changingSubclass(const CXXRecordDecl *Base) {
  Asked.insert(Base->getCanonicalDecl());
  const auto &Derived = callGraph().survey().Derived;
  if (auto It = Derived.find(Base->getCanonicalDecl()); It != Derived.end())
    for (const CXXRecordDecl *R : It->second)
      if (!types().isImmutableClass(R))
        return R->getNameAsString();
  if (Others)
    if (auto It = Others->Changing.find(indexKey(Base)); It != Others->Changing.end())
      return *It->second.begin();
  return "";
}

const std::set<IndexKeep> *Model::keepsElsewhere(const FunctionDecl *F, bool Hidden) {
  Asked.insert(F->getCanonicalDecl());
  return Others ? &Others->keeps(indexKey(F), Hidden) : nullptr;
}

std::string Model::keeperElsewhere(const FunctionDecl *F) const { return Others ? Others->keeper(indexKey(F)) : ""; }

bool Model::hasBodyElsewhere(const FunctionDecl *F) {
  Asked.insert(F->getCanonicalDecl());
  return Others && Others->hasBody(indexKey(F));
}

bool Model::holdsElsewhere(const CXXRecordDecl *R) {
  Asked.insert(R->getCanonicalDecl());
  return Others && Others->Holding.contains(indexKey(R));
}

std::set<std::string> Model::asked() const {
  std::set<std::string> Keys;
  for (const NamedDecl *D : Asked)
    Keys.insert(indexKey(D));
  Keys.erase(""); // nobody else sees what has no key
  return Keys;
}

bool Model::usesConure() {
  if (Uses)
    return *Uses;
  Uses = usesLibrary() || !Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get("conure")).empty();
  const SourceManager &SM = sources();
  for (unsigned I = 0; I < SM.local_sloc_entry_size() && !*Uses; ++I) {
    const SrcMgr::SLocEntry &E = SM.getLocalSLocEntry(I);
    if (!E.isFile() || SrcMgr::isSystem(E.getFile().getFileCharacteristic()))
      continue;
    if (auto Text = E.getFile().getContentCache().getBufferDataIfLoaded())
      Uses = Text->contains("conure::");
  }
  return *Uses;
}

bool Model::isUserFile(FileID File) {
  auto [It, Inserted] = UserFiles.try_emplace(File, true);
  if (!Inserted)
    return It->second;
  const SourceManager &SM = sources();
  SourceLocation Start = SM.getLocForStartOfFile(File);
  bool User = !SM.isInSystemHeader(Start);
  if (User) {
    llvm::StringRef Name = SM.getFilename(Start);
    User = !isBelow(Name, Library);
    for (const std::string &Text : Config.TrustedHeaders) {
      if (!User || File == SM.getMainFileID())
        break;
      auto Pattern = llvm::GlobPattern::create(Text);
      if (Pattern)
        User = !Pattern->match(Name) && !Pattern->match(llvm::sys::path::filename(Name));
      else
        llvm::consumeError(Pattern.takeError());
    }
  }
  return It->second = User;
}

bool Model::isUserCode(SourceLocation Loc) {
  if (Loc.isInvalid())
    return false;
  const SourceManager &SM = sources();
  if (Loc.isMacroID()) {
    // What CONURE_MAIN and its like expand to is the library's, not the user's,
    // except what the user gave as an argument.
    SourceLocation Spelled = SM.getSpellingLoc(Loc);
    if (isBelow(SM.getFilename(Spelled), Library))
      return false;
    Loc = SM.getFileLoc(Loc);
    if (isBelow(SM.getFilename(Loc), Library))
      Loc = Spelled;
  }
  return isUserFile(SM.getFileID(Loc));
}

bool Model::isTrusted(const Decl *D) {
  for (; D; D = D->getDeclContext() ? Decl::castFromDeclContext(D->getDeclContext()) : nullptr) {
    if (hasMark(D, Mark::Trusted))
      return true;
    if (isa<TranslationUnitDecl>(D))
      break;
  }
  return false;
}

ModelCache::ModelCache(Configuration Config) : Config(std::move(Config)) {
  if (this->Config.IndexPath.empty())
    return;
  if (std::optional<Index> Read = Index::load(this->Config.IndexPath, IndexError))
    Others = std::make_unique<Index>(std::move(*Read));
}

ModelCache::~ModelCache() = default;

bool Model::isTrustedPlace(SourceLocation Loc) {
  const SourceManager &SM = sources();
  if (!TrustedBodies) {
    TrustedBodies.emplace();
    auto visit = [&](auto &Self, Decl *D) -> void {
      if (auto *T = dyn_cast<TemplateDecl>(D))
        D = T->getTemplatedDecl();
      if (!D)
        return;
      if (auto *F = dyn_cast<FunctionDecl>(D)) {
        if (F->doesThisDeclarationHaveABody() && F->getBody() && isTrusted(F)) {
          auto [File, Begin] = SM.getDecomposedLoc(SM.getFileLoc(F->getBody()->getBeginLoc()));
          auto [Last, End] = SM.getDecomposedLoc(SM.getFileLoc(F->getBody()->getEndLoc()));
          if (File == Last)
            TrustedBodies->push_back({File, Begin, End});
        }
        return;
      }
      if (auto *C = dyn_cast<DeclContext>(D))
        for (Decl *Inner : C->decls())
          Self(Self, Inner);
    };
    for (Decl *D : userDecls(*this))
      visit(visit, D);
  }
  if (TrustedBodies->empty())
    return false;
  auto [File, At] = SM.getDecomposedLoc(SM.getFileLoc(Loc));
  for (const Stretch &S : *TrustedBodies)
    if (S.File == File && S.Begin <= At && At <= S.End)
      return true;
  return false;
}

Model &ModelCache::get(ASTContext &Ctx) {
  if (!Current || For != &Ctx) {
    Current = std::make_unique<Model>(Ctx, Config, Others.get());
    For = &Ctx;
  }
  return *Current;
}

std::vector<Decl *> userDecls(Model &M) {
  std::vector<Decl *> Out;
  // Where it is used counts, not where it is written: CONURE_MAIN's function is
  // the user's to look at, though what it says itself is not the user's to mend.
  const SourceManager &SM = M.sources();
  auto collect = [&](auto &Self, DeclContext *Context) -> void {
    for (Decl *D : Context->decls()) {
      SourceLocation Loc = SM.getFileLoc(D->getLocation());
      if (auto *L = dyn_cast<LinkageSpecDecl>(D)) {
        if (M.isUserCode(Loc))
          Self(Self, L);
        continue;
      }
      if (auto *N = dyn_cast<NamespaceDecl>(D)) {
        if (M.isUserCode(Loc) || M.isUserCode(SM.getFileLoc(N->getRBraceLoc())))
          Self(Self, N);
        continue;
      }
      if (M.isUserCode(Loc) || M.isUserCode(SM.getFileLoc(D->getBeginLoc())))
        Out.push_back(D);
    }
  };
  collect(collect, M.context().getTranslationUnitDecl());
  return Out;
}

} // namespace conure
