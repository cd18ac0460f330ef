//===- Constants.cpp - Which variables of static storage cannot change ----===//
#include "checks/model/Constants.h"
#include "checks/model/Annotations.h"
#include "checks/model/CallGraph.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {
namespace {

class Judge {
public:
  Judge(CallGraph &Graph, TypeKinds &Types) : Graph(Graph), Types(Types) {}

  /// True if nothing of type \p T, itself const or not, can change. The
  /// constness of \p T is that of the object.
  bool unchanging(QualType T, SourceLocation At);
  bool pointee(QualType T, QualType Whole, SourceLocation At);
  bool synchronised(QualType T) { return Graph.isShareable(T); }
  Verdict Found;
  bool no(std::string Why, SourceLocation At) {
    Found.Holds = false;
    Found.Path.insert(Found.Path.begin(), {std::move(Why), At});
    return false;
  }

private:
  bool record(const CXXRecordDecl *R, QualType T, SourceLocation At);
  bool standard(const CXXRecordDecl *R, QualType T, SourceLocation At);

  CallGraph &Graph;
  TypeKinds &Types;
  llvm::DenseSet<const CXXRecordDecl *> Seen;
};

/// What a pointer or reference of a constant leads to.
bool Judge::pointee(QualType T, QualType Whole, SourceLocation At) {
  if (T->isFunctionType() || T->isVoidType())
    return T->isFunctionType() || T.isConstQualified() ||
           no("'" + Types.spell(Whole) + "' leads to data that can change", At);
  if (synchronised(T))
    return true;
  if (!T.getCanonicalType().isConstQualified()) // an array's canonical type carries its element's
    return no("'" + Types.spell(Whole) + "' leads to a '" + Types.spell(T) + "' that can change", At);
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl();
      R && R->hasDefinition() && R->isPolymorphic() && !R->isEffectivelyFinal())
    return no("'" + Types.spell(Whole) + "' may lead to a class derived from '" + R->getNameAsString() +
                  "', which can hold anything",
              At);
  return unchanging(T, At);
}

bool Judge::standard(const CXXRecordDecl *R, QualType T, SourceLocation At) {
  llvm::StringRef Name = R->getIdentifier() ? R->getName() : "";
  // An iterator or a view reaches what it borrows, however const itself is.
  constexpr llvm::StringLiteral SeenThrough[] = {"reference_wrapper", "span", "initializer_list", "basic_string_view"};
  if (const KnownType *K = Graph.knownType(R); K && (K->S == Shape::Borrow || K->S == Shape::Opaque) &&
                                               !llvm::is_contained(SeenThrough, Name) &&
                                               !(K->S == Shape::Borrow && K->IsConst))
    return no("'" + Types.spell(T) + "' " + (K->Why.empty() ? "leads to what can change" : K->Why), At);
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R)) {
    const TemplateArgumentList &Args = S->getTemplateArgs();
    auto First = [&] {
      return Args.size() && Args[0].getKind() == TemplateArgument::Type ? Args[0].getAsType() : QualType();
    };
    if (Name == "unique_ptr" || Name == "shared_ptr" || Name == "reference_wrapper" || Name == "span")
      return First().isNull() || pointee(First(), T, At);
    constexpr llvm::StringLiteral Opaque[] = {
        "function", "move_only_function", "copyable_function", "weak_ptr", "packaged_task", "future", "shared_future",
        "promise"};
    if (llvm::is_contained(Opaque, Name))
      return no("what is inside a '" + Types.spell(T) + "' cannot be seen", At);
    if (Name == "basic_string" || Name == "basic_string_view" || Name == "initializer_list")
      return First().isNull() || First()->isIntegralOrEnumerationType() || unchanging(First().withConst(), At);
    // Containers and aggregates hand out their constness to what they hold.
    auto All = [&](auto &Self, const TemplateArgument &A) -> bool {
      if (A.getKind() == TemplateArgument::Pack)
        return llvm::all_of(A.pack_elements(), [&](const TemplateArgument &P) { return Self(Self, P); });
      if (A.getKind() != TemplateArgument::Type || A.getAsType()->isDependentType())
        return true;
      QualType Held = A.getAsType();
      if (Held->isReferenceType())
        return pointee(Held->getPointeeType(), Held, At);
      return unchanging(Held.withConst(), At);
    };
    return llvm::all_of(Args.asArray(), [&](const TemplateArgument &A) { return All(All, A); });
  }
  if (Name == "any" || Name == "exception_ptr")
    return no("what is inside a '" + Types.spell(T) + "' cannot be seen", At);
  return true; // const access to a standard object races with nothing
}

bool Judge::record(const CXXRecordDecl *R, QualType T, SourceLocation At) {
  if (hasMark(R, Mark::Counted))
    return no("'" + Types.spell(T.getUnqualifiedType()) +
                  "' is CONURE_COUNTED, and counts of borrows are not shared between processes",
              R->getLocation());
  if (std::optional<Builtin> B = builtinKind(T.getUnqualifiedType())) {
    if (*B == Builtin::Process || *B == Builtin::Channel)
      return true;
    return no("'" + Types.spell(T) + "' belongs to one process", At);
  }
  if (isStd(R))
    return standard(R, T, At);
  R = R->getDefinition();
  if (!R)
    return no("'" + Types.spell(T) + "' is incomplete here", At);
  if (!Seen.insert(R).second)
    return true; // recursion is assumed good
  for (const CXXBaseSpecifier &B : R->bases())
    if (!unchanging(B.getType().withConst(), B.getBeginLoc())) {
      return no("'" + R->getNameAsString() + "' derives from '" + Types.spell(B.getType()) + "'", B.getBeginLoc());
    }
  for (const FieldDecl *F : R->fields()) {
    QualType Field = F->getType();
    std::string Name = F->getDeclName().isEmpty() ? "an unnamed field" : "'" + F->getNameAsString() + "'";
    if (F->isMutable() && !synchronised(Field)) {
      Found.Holds = false;
      Found.Path.insert(Found.Path.begin(),
                        {"the field " + Name + " of '" + R->getNameAsString() + "' is mutable", F->getLocation()});
      return false;
    }
    if (Field->isReferenceType() ? !pointee(Field->getPointeeType(), Field, F->getLocation())
                                 : !unchanging(Field.withConst(), F->getLocation())) {
      Found.Path.insert(Found.Path.begin(),
                        {"the field " + Name + " of '" + R->getNameAsString() + "' is a '" + Types.spell(Field) + "'",
                         F->getLocation()});
      return false;
    }
  }
  return true;
}

bool Judge::unchanging(QualType T, SourceLocation At) {
  QualType Element = QualType(T->getBaseElementTypeUnsafe(), 0);
  if (synchronised(T))
    return true;
  QualType C = Element.getCanonicalType();
  if (C->isPointerType())
    return pointee(C->getPointeeType(), T, At);
  if (C->isReferenceType())
    return pointee(C->getPointeeType(), T, At);
  if (C->isArithmeticType() || C->isEnumeralType() || C->isNullPtrType() || C->isMemberPointerType() ||
      C->isVectorType() || C->isDependentType())
    return true;
  if (const CXXRecordDecl *R = C->getAsCXXRecordDecl())
    return record(R, C, At);
  return no("'" + Types.spell(T) + "' cannot be seen through", At);
}

} // namespace

Verdict constantVerdict(const ValueDecl *V, CallGraph &Graph, TypeKinds &Types) {
  Judge J(Graph, Types);
  QualType T = V->getType();
  if (const auto *Ref = T->getAs<ReferenceType>())
    T = Ref->getPointeeType();
  if (J.synchronised(T))
    return J.Found;
  if (isa<TemplateParamObjectDecl>(V))
    T.addConst();
  if (Graph.isAtomic(T)) {
    J.no("'" + Types.spell(T) + "' hands out what it points to, which every process could then reach",
         V->getLocation());
    return J.Found;
  }
  // For an array the canonical type carries its element's qualifiers.
  if (!T.getCanonicalType().isConstQualified()) {
    J.Found.Holds = false; // said by the caller: "is not const"
    return J.Found;
  }
  if (V->getType()->isReferenceType())
    J.pointee(T, V->getType(), V->getLocation());
  else
    J.unchanging(T, V->getLocation());
  return J.Found;
}

bool wouldBeConstant(const ValueDecl *V, CallGraph &Graph, TypeKinds &Types) {
  Judge J(Graph, Types);
  QualType T = V->getType();
  if (Graph.isAtomic(T.getNonReferenceType()))
    return false;
  if (const auto *Ref = T->getAs<ReferenceType>())
    return J.pointee(Ref->getPointeeType().withConst(), T, V->getLocation());
  return J.unchanging(T.withConst(), V->getLocation());
}

bool namesTemplateArgument(const ValueDecl *V) {
  const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(V->getDeclContext());
  return Class && llvm::any_of(Class->getTemplateArgs().asArray(), [](const TemplateArgument &A) {
           return A.getKind() == TemplateArgument::Declaration || A.getKind() == TemplateArgument::StructuralValue;
         });
}

} // namespace conure
