//===- IndexUnit.cpp - The summary of one unit ----------------------------===//
#include "checks/model/CallGraph.h"
#include "checks/model/Effects.h"
#include "checks/model/Index.h"
#include "checks/model/IndexSources.h"
#include "checks/model/KeepRecorder.h"
#include "checks/model/Model.h"
#include "checks/model/ProcessCode.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace conure {
namespace {

class UnitIndexer {
public:
  UnitIndexer(Model &M, llvm::StringRef Base) : M(M), Graph(M.callGraph()), Kept(M), Base(Base) {}

  Index run();

private:
  Index::Place place(SourceLocation Loc) const;
  std::string key(const ReachedBody &B) const;
  void body(const FunctionDecl *F);
  void classes();
  void facts(const std::string &Key, const BodyFacts &Facts, const std::string &Name);
  void edge(const std::string &From, const std::string &Name, const CallEdge &E, const FunctionDecl *Target,
            const CallEdge &At);
  /// Calls \p Visit with each function that is no library's that \p E leads to.
  template <class Fn> void beyondLibraries(const CallEdge &E, Fn Visit);

  Model &M;
  CallGraph &Graph;
  KeepRecorder Kept;
  llvm::StringRef Base;
  Index Out;
  llvm::DenseSet<const FunctionDecl *> Done;
  std::vector<const FunctionDecl *> Todo;
  llvm::DenseSet<const ValueDecl *> Constants;
};

Index::Place UnitIndexer::place(SourceLocation Loc) const {
  const SourceManager &SM = M.sources();
  Loc = SM.getFileLoc(Loc);
  if (Loc.isInvalid())
    return {};
  Index::Place P;
  llvm::SmallString<128> File = SM.getFilename(Loc);
  if (!llvm::sys::path::is_absolute(File) && !Base.empty()) {
    SM.getFileManager().makeAbsolutePath(File);
  }
  llvm::sys::path::remove_dots(File, /*remove_dot_dot=*/true);
  llvm::StringRef Name = belowBase(File, Base);
  P.File = Name.empty() ? File.str().str() : Name.str();
  P.Line = SM.getSpellingLineNumber(Loc);
  P.Column = SM.getSpellingColumnNumber(Loc);
  return P;
}

template <class Fn> void UnitIndexer::beyondLibraries(const CallEdge &E, Fn Visit) {
  llvm::SmallVector<std::pair<const FunctionDecl *, const CallEdge *>, 8> Stack;
  llvm::DenseSet<const FunctionDecl *> Inside;
  auto push = [&](const CallEdge &Edge) {
    for (const FunctionDecl *T : Graph.targets(Edge))
      Stack.push_back({T, &Edge});
  };
  push(E);
  while (!Stack.empty()) {
    auto [F, Edge] = Stack.pop_back_val();
    if (isConureFunction(F, "blocking"))
      continue;
    if (!Graph.isTransparent(F)) {
      Visit(F, *Edge);
      continue;
    }
    const FunctionDecl *Body = Graph.definition(F);
    if (!Body || !Inside.insert(Body).second)
      continue;
    for (const CallEdge &Next : Graph.facts(Body).Calls)
      push(Next);
  }
}

void UnitIndexer::facts(const std::string &Key, const BodyFacts &Facts, const std::string &Name) {
  for (const CallEdge &E : Facts.Calls)
    beyondLibraries(E, [&](const FunctionDecl *Target, const CallEdge &Inner) {
      if (Graph.isTrusted(Target) || (Graph.known(Target) && !Graph.definition(Target)))
        return;
      std::string To = indexKey(Target);
      if (To.empty())
        return;
      Index::Call C;
      C.To = To;
      // Behind a library, what decides is the last call; before it, the first.
      CallKind Kind = Inner.Kind == CallKind::Virtual ? CallKind::Virtual : E.Kind;
      C.Kind = Kind == CallKind::Call       ? "call"
               : Kind == CallKind::Virtual  ? "virtual"
               : Kind == CallKind::Implicit ? "implicit"
                                            : "address";
      C.OffWorker = E.OffWorker;
      C.OwnObject = E.OwnObject && Inner.OwnObject;
      C.Text = displayName(Target) +
               (Kind == CallKind::Address ? " is handed over here, in " : " is called here, in ") + Name;
      C.At = place(E.Loc);
      Out.function(Key).Calls.insert(std::move(C));
      if (const FunctionDecl *Body = Graph.definition(Target))
        Todo.push_back(Body);
    });
  for (const VariableUse &U : Facts.Variables) {
    const auto *V = dyn_cast<VarDecl>(U.Variable);
    if (!V || V->isStaticLocal() || Graph.known(V) || Graph.isTransparent(V))
      continue;
    std::string To = indexKey(V);
    if (To.empty())
      continue;
    Out.function(Key).Calls.insert(
        {To, "constant", false, false, "'" + V->getNameAsString() + "' is used here, in " + Name, place(U.Loc)});
    if (const BodyFacts *Init = Graph.initialiser(V); Init && Constants.insert(V->getCanonicalDecl()).second) {
      Index::Function &F = Out.function(To);
      F.Initialiser = F.HasBody = true;
      F.Names.insert("'" + V->getNameAsString() + "'");
      facts(To, *Init, "the initialiser of '" + V->getNameAsString() + "'");
    }
  }
}

void UnitIndexer::body(const FunctionDecl *F) {
  if (!Done.insert(F).second || Graph.isTransparent(F) || F->isDependentContext())
    return;
  std::string Key = indexKey(F);
  if (Key.empty())
    return;
  {
    Index::Function &Entry = Out.function(Key);
    Entry.HasBody = true;
    Entry.Names.insert(displayName(F));
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F)) {
      auto overrides = [&](auto &Self, const CXXMethodDecl *Of) -> void {
        for (const CXXMethodDecl *Base : Of->overridden_methods()) {
          Entry.Overrides.insert(indexKey(Base));
          Self(Self, Base);
        }
      };
      overrides(overrides, Method);
      if (isProcessClass(Method->getParent()) && !Graph.isTrusted(F))
        Entry.Roots.insert(rootName(Method));
    }
  }
  Kept.record(F, Key, Out);
  if (Graph.isTrusted(F))
    return;
  const BodyFacts &Facts = Graph.facts(F);
  facts(Key, Facts, displayName(F));
  OwnEffects Own = ownEffects(Facts, M);
  Index::Function &Entry = Out.function(Key);
  for (auto &[Place, What] : Own.Shared)
    Entry.Shared.insert({What, place(Place)});
  for (auto &[Place, What] : Own.Blocking)
    Entry.Blocking.insert({What, place(Place)});
  for (auto &[Place, What] : Own.Unsafe)
    Entry.Unsafe.insert({What, place(Place)});
  for (auto &[Place, What] : Own.Unseen)
    Entry.Unseen.insert({What, place(Place)});
}

void UnitIndexer::classes() {
  for (const auto &[Base, All] : Graph.survey().Derived)
    if (!isStd(Base) && !isConureLibrary(Base))
      for (const CXXRecordDecl *R : All)
        if (!M.types().isImmutableClass(R))
          if (std::string Key = indexKey(Base); !Key.empty())
            Out.Changing[Key].insert(R->getNameAsString());
  Out.Asked = M.asked();
}

Index UnitIndexer::run() {
  const UnitSurvey &Survey = Graph.survey();
  for (const FunctionDecl *F : Survey.Definitions)
    body(F);
  classes();
  if (Graph.mentionsConure()) {
    for (const ReachedBody &B : M.processCode().bodies()) {
      if (B.From < 0 && B.Body && B.Foreign.empty()) {
        Index::Place At = place(B.Body->getBeginLoc());
        std::string Key = "recover@" + At.File + ":" + std::to_string(At.Line) + ":" + std::to_string(At.Column);
        Index::Function &Entry = Out.function(Key);
        Entry.HasBody = true;
        Entry.Names.insert(B.Root);
        Entry.Roots.insert(B.Root);
        facts(Key, Graph.facts(B.Body), B.Root);
      } else if (B.From < 0 && B.Function && B.Foreign.empty()) {
        body(B.Function);
      }
    }
  }
  while (!Todo.empty()) {
    const FunctionDecl *F = Todo.back();
    Todo.pop_back();
    body(F);
  }
  return std::move(Out);
}

} // namespace

std::string indexKey(const Decl *D) {
  llvm::SmallString<128> Buffer;
  if (index::generateUSRForDecl(D->getCanonicalDecl(), Buffer))
    return "";
  // Two files may each have their own: tell them apart by more than the base
  // name that the USR has.
  const auto *N = dyn_cast<NamedDecl>(D);
  if (N && !N->isExternallyVisible()) {
    const SourceManager &SM = D->getASTContext().getSourceManager();
    Buffer += "@";
    // Not the whole path, which is another on another machine. Files that are still alike share what they do: that
    // is safe.
    if (auto Main = SM.getFileEntryRefForID(SM.getMainFileID())) {
      llvm::SmallString<256> Name(Main->getName());
      SM.getFileManager().makeAbsolutePath(Name);
      Buffer += llvm::sys::path::filename(llvm::sys::path::parent_path(Name));
      Buffer += "/";
      Buffer += llvm::sys::path::filename(Name);
    }
  }
  return Buffer.str().str();
}

Index indexUnit(Model &M, llvm::StringRef BaseDirectory) {
  Index Out = UnitIndexer(M, BaseDirectory).run();
  if (!BaseDirectory.empty())
    recordSources(Out, M, BaseDirectory);
  return Out;
}

} // namespace conure
