//===- KnownTypes.cpp - What is known about library types and functions ---===//
#include "checks/model/KnownTypes.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace conure {

namespace {

constexpr llvm::StringLiteral Text =
#include "known-types.txt.inc"
    ;

std::optional<Shape> shapeNamed(llvm::StringRef Word) {
  return llvm::StringSwitch<std::optional<Shape>>(Word)
      .Case("value", Shape::Value)
      .Case("inline", Shape::Inline)
      .Case("owned", Shape::Owned)
      .Case("pointer", Shape::Pointer)
      .Case("shared", Shape::Shared)
      .Case("borrow", Shape::Borrow)
      .Case("opaque", Shape::Opaque)
      .Default(std::nullopt);
}

/// Splits off the first word of \p Rest.
llvm::StringRef word(llvm::StringRef &Rest) {
  auto [Head, Tail] = llvm::getToken(Rest);
  Rest = Tail.ltrim();
  return Head;
}

std::string parseType(Shape S, llvm::StringRef Name, llvm::StringRef Rest, KnownType &T) {
  T.Name = Name.str();
  T.S = S;
  while (!Rest.empty()) {
    if (Rest.consume_front("\"")) {
      if (!Rest.consume_back("\""))
        return "the text in quotes does not end at the end of the line";
      T.Why = Rest.str();
      return "";
    }
    llvm::StringRef Word = word(Rest);
    unsigned Index = 0;
    if (Word == "*")
      T.AllArguments = true;
    else if (Word == "const")
      T.IsConst = true;
    else if (Word == "shareable")
      T.Shareable = true;
    else if (!Word.getAsInteger(10, Index))
      T.Arguments.push_back(Index);
    else
      return "'" + Word.str() + "' is neither an argument's number, '*', 'const', 'shareable' nor a text in quotes";
  }
  return "";
}

std::string parseFunction(llvm::StringRef Name, llvm::StringRef Rest, KnownFunction &F) {
  F.Name = Name.str();
  if (Rest.empty())
    return "a function needs at least one fact, e.g. 'blocks' or 'use=conure::sleep_for'";
  while (!Rest.empty()) {
    llvm::StringRef Key = Rest.take_until([](char C) { return C == '=' || C == ' ' || C == '\t'; });
    Rest = Rest.drop_front(Key.size());
    llvm::StringRef Value;
    if (Rest.consume_front("=\"")) {
      Value = Rest.take_until([](char C) { return C == '"'; });
      if (Value.size() == Rest.size())
        return "the text in quotes does not end";
      Rest = Rest.drop_front(Value.size() + 1);
    } else if (Rest.consume_front("=")) {
      Value = Rest.take_until([](char C) { return C == ' ' || C == '\t'; });
      Rest = Rest.drop_front(Value.size());
    }
    F.Facts[Key] = Value.str();
    Rest = Rest.ltrim();
  }
  return "";
}

} // namespace

template <class Entry> void KnownTypes::Table<Entry>::add(Entry E) {
  if (llvm::StringRef(E.Name).contains('*')) {
    // A pattern refers to its text, so that must stay where it is.
    auto Kept = std::make_unique<Entry>(std::move(E));
    auto Pattern = llvm::GlobPattern::create(Kept->Name);
    if (Pattern)
      Globs.emplace_back(std::move(*Pattern), std::move(Kept));
    else
      llvm::consumeError(Pattern.takeError());
    return;
  }
  std::string Key = E.Name;
  Exact[Key] = std::move(E);
}

template <class Entry> const Entry *KnownTypes::Table<Entry>::find(const NamedDecl *Key) const {
  auto [It, Inserted] = Found.try_emplace(Key, nullptr);
  if (!Inserted)
    return It->second;
  std::string Name = qualifiedName(Key);
  const Entry *Result = nullptr;
  if (auto Match = Exact.find(Name); Match != Exact.end()) {
    Result = &Match->second;
  } else {
    // Later lines win, so that a project can overrule the built-in table.
    for (auto G = Globs.rbegin(); G != Globs.rend() && !Result; ++G)
      if (G->first.match(Name))
        Result = G->second.get();
  }
  return It->second = Result;
}

std::string KnownTypes::addLine(llvm::StringRef Line) {
  Line = Line.trim();
  if (Line.empty() || Line.front() == '#')
    return "";
  llvm::StringRef Kind = word(Line);
  llvm::StringRef Name = word(Line);
  if (Name.empty())
    return "a line is '<kind> <qualified name> …'";
  if (Name.starts_with("::"))
    return "write the name without the leading '::'";
  if (Kind == "function" || Kind == "object") {
    KnownFunction F;
    std::string Error = parseFunction(Name, Line, F);
    if (Error.empty())
      (Kind == "function" ? Functions : Objects).add(std::move(F));
    return Error;
  }
  std::optional<Shape> S = shapeNamed(Kind);
  if (!S)
    return "'" + Kind.str() + "' is not one of value, inline, owned, pointer, shared, borrow, opaque, function, object";
  KnownType T;
  std::string Error = parseType(*S, Name, Line, T);
  if (Error.empty())
    Types.add(std::move(T));
  return Error;
}

KnownTypes::KnownTypes(llvm::ArrayRef<std::string> Extra) {
  llvm::StringRef Rest = Text;
  while (!Rest.empty()) {
    auto [Line, Tail] = Rest.split('\n');
    [[maybe_unused]] std::string Error = addLine(Line);
    assert(Error.empty() && "known-types.txt has a line that is wrong");
    Rest = Tail;
  }
  for (const std::string &Line : Extra)
    addLine(Line);
}

std::string KnownTypes::check(llvm::StringRef Line) { return KnownTypes().addLine(Line); }

std::string KnownTypes::qualifiedName(const NamedDecl *D) {
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    if (C->isInlineNamespace())
      continue;
    if (const auto *N = dyn_cast<NamedDecl>(C)) {
      // What is local to a function has no name others could write.
      if (isa<FunctionDecl>(N))
        return "";
      if (N->getIdentifier())
        Parts.push_back(N->getName());
      else
        return "";
    }
  }
  std::string Result;
  for (llvm::StringRef Part : llvm::reverse(Parts))
    Result += (Part + "::").str();
  if (isa<CXXConstructorDecl>(D))
    return Result + "{constructor}";
  if (isa<CXXDestructorDecl>(D))
    return Result + "{destructor}";
  return Result + D->getNameAsString();
}

const KnownType *KnownTypes::find(const CXXRecordDecl *R) const {
  return R->getIdentifier() ? Types.find(R->getCanonicalDecl()) : nullptr;
}

const KnownFunction *KnownTypes::find(const VarDecl *V) const { return Objects.find(V->getCanonicalDecl()); }

const KnownFunction *KnownTypes::find(const FunctionDecl *F) const {
  if (const KnownFunction *Found = Functions.find(F->getCanonicalDecl()))
    return Found;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F))
    for (const CXXMethodDecl *Base : M->overridden_methods())
      if (const KnownFunction *Found = find(Base))
        return Found;
  return nullptr;
}

} // namespace conure
