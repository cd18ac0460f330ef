//===- Containers.cpp -----------------------------------------------------===//
#include "rewrite/counts/Containers.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

const CXXRecordDecl *stdClass(QualType T) {
  if (T.isNull() || T->isReferenceType())
    return nullptr;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && isStd(R) && R->getIdentifier() ? R : nullptr;
}

enum class Effect { No, Around, AtPosition, Both };

Effect effectOf(Holding How, llvm::StringRef Name, unsigned Args) {
  switch (How) {
  case Holding::None:
    return Effect::No;
  case Holding::Array:
    if (isOneOf(Name, {"push_back", "emplace_back", "pop_back", "clear", "assign", "resize", "reserve", "shrink_to_fit",
                       "append_range", "assign_range"}))
      return Effect::Around;
    if (isOneOf(Name, {"insert", "emplace", "insert_range"}))
      return Effect::Both;
    if (isOneOf(Name, {"erase"}))
      return Effect::AtPosition;
    return Effect::No;
  case Holding::Text:
    if (isOneOf(Name, {"push_back", "pop_back", "append", "assign", "clear", "erase", "insert", "replace", "resize",
                       "reserve", "shrink_to_fit", "append_range", "resize_and_overwrite"}))
      return Effect::Around;
    return Effect::No;
  case Holding::Blocks:
    if (isOneOf(Name, {"push_back", "push_front", "emplace_back", "emplace_front", "pop_back", "pop_front", "clear",
                       "assign", "resize", "insert", "emplace", "erase", "shrink_to_fit"}))
      return Effect::Around;
    return Effect::No;
  case Holding::Nodes:
    if (Name == "erase")
      return Args == 1 ? Effect::AtPosition : Effect::Around;
    if (isOneOf(Name,
                {"clear", "assign", "remove", "remove_if", "unique", "resize", "pop_back", "pop_front", "erase_after"}))
      return Effect::Around;
    return Effect::No;
  case Holding::Hashed:
    if (Name == "erase")
      return Args == 1 ? Effect::AtPosition : Effect::Around;
    if (isOneOf(Name, {"clear", "insert", "emplace", "try_emplace", "insert_or_assign", "emplace_hint", "rehash",
                       "reserve", "merge"}))
      return Effect::Around;
    return Effect::No;
  case Holding::Maybe:
    if (isOneOf(Name, {"reset", "emplace", "swap"}))
      return Effect::Around;
    return Effect::No;
  case Holding::Owner:
    return Name == "reset" ? Effect::Around : Effect::No;
  }
  return Effect::No;
}

} // namespace

bool isOneOf(llvm::StringRef Name, std::initializer_list<llvm::StringRef> Names) {
  return llvm::is_contained(Names, Name);
}

Holding holdingOf(QualType T) {
  const CXXRecordDecl *R = stdClass(T);
  return R ? holdingOf(R) : Holding::None;
}

Holding holdingOf(const CXXRecordDecl *R) {
  if (!isStd(R) || !R->getIdentifier())
    return Holding::None;
  llvm::StringRef Name = R->getName();
  if (isOneOf(Name, {"vector"}))
    return Holding::Array;
  if (isOneOf(Name, {"basic_string"}))
    return Holding::Text;
  if (isOneOf(Name, {"deque"}))
    return Holding::Blocks;
  if (isOneOf(Name, {"list", "forward_list"}))
    return Holding::Nodes;
  if (isOneOf(Name, {"set", "multiset", "map", "multimap"}))
    return Holding::Nodes;
  if (isOneOf(Name, {"unordered_set", "unordered_multiset", "unordered_map", "unordered_multimap"}))
    return Holding::Hashed;
  if (isOneOf(Name, {"optional"}))
    return Holding::Maybe;
  if (isOneOf(Name, {"unique_ptr"}))
    return Holding::Owner;
  return Holding::None;
}

bool isHandle(QualType T) {
  const CXXRecordDecl *R = stdClass(T.isNull() ? T : T.getCanonicalType());
  if (!R) {
    // libstdc++'s vector iterator lives in a namespace of its own.
    R = T.isNull() || T->isReferenceType() ? nullptr : T->getAsCXXRecordDecl();
    if (!R || !R->getIdentifier() || R->getName() != "__normal_iterator")
      return false;
  }
  llvm::StringRef Name = R->getName();
  return Name.contains("iterator") || Name.contains("_iter") || Name == "basic_string_view" || Name == "span";
}

const CXXRecordDecl *containerClass(const Expr *E) {
  QualType T = E->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R ? R->getCanonicalDecl() : nullptr;
}

static void collectContainers(QualType T, llvm::SmallVector<const CXXRecordDecl *, 2> &Out, unsigned Depth) {
  T = T.isNull() ? T : T.getCanonicalType();
  if (T.isNull() || Depth > 6 || T->isDependentType())
    return;
  if (const ArrayType *A = T->getAsArrayTypeUnsafe())
    return collectContainers(A->getElementType(), Out, Depth + 1);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return;
  const Holding How = holdingOf(R);
  if (How != Holding::None && !llvm::is_contained(Out, R->getCanonicalDecl()))
    Out.push_back(R->getCanonicalDecl());
  if (How != Holding::None && How != Holding::Maybe)
    return;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R); S && isStd(R)) {
    if (!R->getIdentifier() || !isOneOf(R->getName(), {"optional", "pair", "tuple", "array", "variant"}))
      return;
    for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
      if (A.getKind() == TemplateArgument::Type)
        collectContainers(A.getAsType(), Out, Depth + 1);
      if (A.getKind() == TemplateArgument::Pack)
        for (const TemplateArgument &One : A.pack_elements())
          if (One.getKind() == TemplateArgument::Type)
            collectContainers(One.getAsType(), Out, Depth + 1);
    }
    return;
  }
  if (isStd(R))
    return;
  for (const FieldDecl *F : R->getDefinition()->fields())
    collectContainers(F->getType(), Out, Depth + 1);
  for (const CXXBaseSpecifier &B : R->getDefinition()->bases())
    collectContainers(B.getType(), Out, Depth + 1);
}
llvm::SmallVector<const CXXRecordDecl *, 2> containersIn(QualType T) {
  llvm::SmallVector<const CXXRecordDecl *, 2> Result;
  collectContainers(T, Result, 0);
  return Result;
}

bool isLeft(const CXXRecordDecl *R) {
  const Holding How = holdingOf(R);
  return How == Holding::Text || How == Holding::Blocks || How == Holding::Nodes || How == Holding::Hashed;
}

llvm::SmallVector<Change, 2> leavesOf(const Expr *E) {
  llvm::SmallVector<Change, 2> Result;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !isStd(F) || !F->getIdentifier() || isa<CXXOperatorCallExpr>(Call))
    return Result;
  auto Add = [&](const Expr *Object, bool Arrow, llvm::StringRef Name) {
    while (const auto *Cast = dyn_cast<ImplicitCastExpr>(Object)) {
      if (Cast->getCastKind() != CK_NoOp)
        break;
      Object = Cast->getSubExpr();
    }
    const QualType T = Arrow ? Object->getType()->getPointeeType() : Object->getType();
    if (T.isNull() || T.isConstQualified() || T->isDependentType() || !(Arrow || Object->isLValue()))
      return;
    const auto In = containersIn(T);
    if (In.empty())
      return;
    Change One;
    One.Whole = E;
    One.Object = Object;
    One.Arrow = Arrow;
    One.Name = Name.str();
    // What is in an optional stays there, unless it has none afterwards.
    One.Leaves = holdingOf(T) != Holding::Maybe || Name != "swap";
    Result.push_back(std::move(One));
  };
  const llvm::StringRef Name = F->getName();
  if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(E)) {
    const auto *Member = dyn_cast<MemberExpr>(MemberCall->getCallee()->IgnoreParens());
    if (!Member || Member->isImplicitAccess())
      return Result;
    const QualType T =
        Member->isArrow() ? Member->getBase()->getType()->getPointeeType() : Member->getBase()->getType();
    const Holding How = holdingOf(T);
    if (How == Holding::None)
      return Result;
    if (Name == "swap" && Call->getNumArgs() == 1) {
      if (!Member->isArrow() && Member->getBase()->IgnoreImplicit()->isPRValue())
        return Result;           // a change of what it is swapped with, which then ends
      if (How != Holding::Maybe) // a change of its own
        Add(Member->getBase(), Member->isArrow(), Name);
      Add(Call->getArg(0), false, Name);
    } else if ((Name == "splice" || Name == "splice_after") && Call->getNumArgs() >= 2) {
      Add(Call->getArg(1), false,
          Call->getNumArgs() == 2 || isa<CXXDefaultArgExpr>(Call->getArg(2)) ? "splice all" : "splice");
    } else if (Name == "merge" && Call->getNumArgs() >= 1) {
      Add(Call->getArg(0), false, "splice");
    } else if (Name == "extract") {
      Add(Member->getBase(), Member->isArrow(), Name);
    }
    return Result;
  }
  if (Name == "swap" && Call->getNumArgs() == 2) {
    Add(Call->getArg(0), false, Name);
    Add(Call->getArg(1), false, Name);
  } else if ((Name == "move" && Call->getNumArgs() == 1) || (Name == "exchange" && Call->getNumArgs() == 2)) {
    Add(Call->getArg(0), false, Name);
  }
  return Result;
}

std::optional<Change> changeOf(const Expr *E, Counted &C) {
  Change Result;
  Result.Whole = E;
  QualType Type;
  auto Finish = [&]() -> std::optional<Change> {
    if (Type.isConstQualified() || Type->isDependentType() || !(Result.Arrow || Result.Object->isLValue()))
      return std::nullopt;
    if (holdingOf(Type) == Holding::Owner) {
      const auto *S = cast<ClassTemplateSpecializationDecl>(Type->getAsCXXRecordDecl());
      if (S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
          C.isCountedType(S->getTemplateArgs()[0].getAsType()))
        return std::nullopt;
    }
    return Result;
  };
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
    if (!Member || Member->isImplicitAccess())
      return std::nullopt;
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    if (!Method || !Method->getIdentifier())
      return std::nullopt;
    Result.Object = Member->getBase();
    while (const auto *Cast = dyn_cast<ImplicitCastExpr>(Result.Object)) {
      if (Cast->getCastKind() != CK_NoOp && Cast->getCastKind() != CK_LValueToRValue)
        return std::nullopt; // a class derived from a container
      if (Cast->getCastKind() == CK_LValueToRValue)
        break;
      Result.Object = Cast->getSubExpr();
    }
    Result.Arrow = Member->isArrow();
    Type = Result.Arrow ? Result.Object->getType()->getPointeeType() : Result.Object->getType();
    unsigned Args = 0;
    for (const Expr *A : Call->arguments())
      Args += !isa<CXXDefaultArgExpr>(A);
    Holding How = holdingOf(Type);
    // `vector<int>().swap(v)`: what v had goes with the temporary.
    if (Method->getName() == "swap" && Call->getNumArgs() == 1 && How != Holding::None && How != Holding::Owner &&
        !Result.Arrow && Result.Object->IgnoreImplicit()->isPRValue() && Call->getArg(0)->isLValue()) {
      Result.Object = Call->getArg(0);
      Result.Name = "swap away";
      return Finish();
    }
    Effect What = effectOf(How, Method->getName(), Args);
    if (What == Effect::No)
      return std::nullopt;
    Result.Name = Method->getName().str();
    if (Result.Name == "erase" && What == Effect::Around && Args == 2 && How != Holding::Text)
      Result.Name = "erase range";
    Result.Around = What != Effect::AtPosition;
    if (What != Effect::Around && Args > 0)
      Result.Position = Call->getArg(0);
    return Finish();
  }
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    OverloadedOperatorKind Op = Call->getOperator();
    if (Op == OO_GreaterGreater && Call->getNumArgs() == 2 && holdingOf(Call->getArg(1)->getType()) == Holding::Text) {
      Result.Object = Call->getArg(1);
      Result.Name = ">>";
    } else if (Call->getNumArgs() >= 1) {
      Result.Object = Call->getArg(0)->IgnoreParenImpCasts();
      Holding How = holdingOf(Result.Object->getType());
      if (How == Holding::None)
        return std::nullopt;
      if (Op == OO_Equal)
        Result.Name = "=";
      else if (Op == OO_PlusEqual && How == Holding::Text)
        Result.Name = "+=";
      else if (Op == OO_Subscript && How == Holding::Hashed)
        Result.Name = "operator[]";
      else
        return std::nullopt;
    } else {
      return std::nullopt;
    }
    Type = Result.Object->getType();
    return Finish();
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || !isStd(F) || !F->getIdentifier() || isa<CXXMethodDecl>(F))
      return std::nullopt;
    unsigned Index = F->getName() == "getline" ? 1 : 0;
    if (Call->getNumArgs() <= Index ||
        (F->getName() != "getline" && F->getName() != "erase" && F->getName() != "erase_if"))
      return std::nullopt;
    Result.Object = Call->getArg(Index);
    Type = Result.Object->getType();
    if (holdingOf(Type) == Holding::None)
      return std::nullopt;
    Result.Name = F->getName() == "getline" ? "getline" : "erase_if";
    return Finish();
  }
  return std::nullopt;
}

} // namespace conure::rewrite
