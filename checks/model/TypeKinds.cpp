//===- TypeKinds.cpp - Value types, borrows, owned types, sendability -----===//
//
// Each question about a type is a conjunction over its parts: a type is free of
// borrows when all its parts are, and so on. So an answer is a search of the
// graph of parts for a culprit. A search that finds none proves the question for
// every type it met, cycles included; one that finds a culprit proves it wrong
// for the types on the path only.
//
//===----------------------------------------------------------------------===//
#include "checks/model/TypeKinds.h"
#include "checks/model/Annotations.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/TypeParts.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace conure {

struct TypeKinds::Impl {
  ASTContext &Ctx;
  TypeGraph Graph;
  llvm::DenseMap<TypeNode, std::unique_ptr<Verdict>> Verdicts;

  Impl(ASTContext &Ctx, const KnownTypes &Known) : Ctx(Ctx), Graph(Ctx, Known) {}

  const Verdict &ask(Question Q, QualType T) {
    T = TypeGraph::normalize(Ctx, T);
    TypeNode Root{Q, T.getAsOpaquePtr()};
    if (auto It = Verdicts.find(Root); It != Verdicts.end())
      return *It->second;
    auto Result = std::make_unique<Verdict>();
    llvm::SmallVector<TypeNode, 16> Met;
    llvm::DenseSet<TypeNode> Seen;
    Result->Holds = search(Root, Seen, Met, Result->Path, 0);
    if (!Result->Holds)
      std::reverse(Result->Path.begin(), Result->Path.end());
    else
      for (TypeNode N : Met)
        if (N != Root)
          Verdicts.try_emplace(N, std::make_unique<Verdict>());
    return *(Verdicts[Root] = std::move(Result));
  }

  /// True if nothing reachable from \p N is a culprit. Else \p Path gets the
  /// steps, the culprit first.
  bool search(TypeNode N, llvm::DenseSet<TypeNode> &Seen, llvm::SmallVectorImpl<TypeNode> &Met,
              llvm::SmallVectorImpl<ReasonStep> &Path, unsigned Depth) {
    if (!Seen.insert(N).second)
      return true;
    if (auto It = Verdicts.find(N); It != Verdicts.end()) {
      if (!It->second->Holds)
        Path.append(It->second->Path.rbegin(), It->second->Path.rend());
      return It->second->Holds;
    }
    // A chain of types as long as this is one a template makes without end.
    if (Depth > 200) {
      Path.push_back({TypeGraph::quote(Ctx, N.type()) + " is nested too deeply to be understood", {}});
      return false;
    }
    TypeParts Parts = Graph.parts(N);
    if (Parts.Culprit && !Parts.PartsFirst) {
      Path.push_back(std::move(*Parts.Culprit));
      return false;
    }
    for (TypePart &Part : Parts.Parts)
      if (!search(Part.Node, Seen, Met, Path, Depth + 1)) {
        if (!Part.Step.Text.empty()) {
          // A culprit that is declared nowhere is shown where it is used.
          if (Path.back().Loc.isInvalid() && Path.size() == 1)
            Path.back().Loc = Part.Step.Loc;
          Path.push_back(std::move(Part.Step));
        }
        return false;
      }
    if (Parts.Culprit) {
      Path.push_back(std::move(*Parts.Culprit));
      return false;
    }
    Met.push_back(N);
    return true;
  }
};

TypeKinds::TypeKinds(ASTContext &Ctx, const KnownTypes &Known) : P(std::make_unique<Impl>(Ctx, Known)) {}
TypeKinds::~TypeKinds() = default;

const Verdict &TypeKinds::value(QualType T) { return P->ask(Question::Value, T); }
const Verdict &TypeKinds::sendable(QualType T) { return P->ask(Question::Sendable, T); }
const Verdict &TypeKinds::borrowFree(QualType T) { return P->ask(Question::BorrowFree, T); }
const Verdict &TypeKinds::deeplyImmutable(QualType T) { return P->ask(Question::DeeplyImmutable, T); }

const Verdict &TypeKinds::deeplyImmutable(const CXXRecordDecl *Class) {
  return deeplyImmutable(P->Graph.typeOf(Class));
}

TypeKind TypeKinds::kind(QualType T) {
  if (isValue(T))
    return TypeKind::Value;
  return P->Graph.isBorrowItself(T) ? TypeKind::Borrow : TypeKind::Owned;
}

bool TypeKinds::isMutableBorrow(QualType T) { return kind(T) == TypeKind::Borrow && !P->Graph.isConstBorrow(T); }

bool TypeKinds::isImmutableBorrow(QualType T) { return kind(T) == TypeKind::Borrow && P->Graph.isConstBorrow(T); }

bool TypeKinds::isImmutableMethod(const CXXMethodDecl *M) {
  if (M->isStatic())
    return true;
  if (M->isExplicitObjectMemberFunction()) {
    QualType Self = M->getParamDecl(0)->getType();
    if (Self->isReferenceType() ? !Self.getNonReferenceType().isConstQualified() : false)
      return false;
  } else if (!M->isConst()) {
    return false;
  }
  return isImmutableClass(M->getParent());
}

bool TypeKinds::isImmutableClass(const CXXRecordDecl *Class) {
  return P->ask(Question::ConstMeansConst, P->Ctx.getCanonicalType(P->Graph.typeOf(Class))).Holds;
}

std::string TypeKinds::spell(QualType T) const { return TypeGraph::spell(P->Ctx, T); }

void TypeKinds::explain(Finding &F, const Verdict &V) {
  for (const ReasonStep &Step : llvm::reverse(V.Path))
    F.note(NoteRole::Reason, Step.Loc, Step.Text);
}

} // namespace conure
