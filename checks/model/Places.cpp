//===- Places.cpp - The table of access paths -----------------------------===//
#include "checks/model/Places.h"
#include "checks/model/Annotations.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace conure {

namespace {
constexpr unsigned MaxDepth = 16;

const CXXRecordDecl *recordOf(QualType T) {
  return T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
}

llvm::StringRef stdName(const CXXRecordDecl *R) {
  return R && R->getIdentifier() && isInStd(R) ? R->getName() : llvm::StringRef();
}
} // namespace

PlaceId PlaceTable::intern(PlaceId Parent, Step Kind, const void *Key) {
  auto [It, New] = Index.try_emplace({Parent, unsigned(Kind), Key}, Places.size());
  if (!New)
    return It->second;
  PlaceNode P;
  P.Parent = Parent;
  P.Kind = Kind;
  P.Key = Key;
  P.Depth = Parent == NoPlace ? 0 : Places[Parent].Depth + 1;
  if (Parent != NoPlace) {
    P.NextSibling = Places[Parent].FirstChild;
    Places[Parent].FirstChild = Places.size();
  }
  Places.push_back(P);
  return Places.size() - 1;
}

PlaceId PlaceTable::child(PlaceId Parent, Step Kind, const void *Key) {
  return Places[Parent].Depth >= MaxDepth ? NoPlace : intern(Parent, Kind, Key);
}

PlaceId PlaceTable::translate(const PlaceTable &Other, PlaceId Id) {
  const PlaceNode &P = Other[Id];
  if (P.Parent == NoPlace)
    return intern(NoPlace, Step::Root, P.Key);
  return intern(translate(Other, P.Parent), P.Kind, P.Key);
}

PlaceId PlaceTable::rootOf(PlaceId Id) const {
  while (Places[Id].Parent != NoPlace)
    Id = Places[Id].Parent;
  return Id;
}

bool PlaceTable::isPrefix(PlaceId Outer, PlaceId Inner) const {
  while (Places[Inner].Depth > Places[Outer].Depth)
    Inner = Places[Inner].Parent;
  return Inner == Outer;
}

bool PlaceTable::isInlinePrefix(PlaceId Outer, PlaceId Inner) const {
  while (Places[Inner].Depth > Places[Outer].Depth) {
    if (!isInline(Places[Inner].Kind))
      return false;
    Inner = Places[Inner].Parent;
  }
  return Inner == Outer;
}

bool PlaceTable::isSummary(PlaceId Id) const {
  for (; Id != NoPlace; Id = Places[Id].Parent)
    if ((Places[Id].Kind == Step::Element || Places[Id].Kind == Step::Slot) && !Places[Id].Key)
      return true;
  return false;
}

/// The name in `auto [a, b] = pair;` of a part of the pair; null if \p Part is no such part.
const BindingDecl *PlaceTable::bindingOf(PlaceId Part) const {
  const PlaceNode &P = Places[Part];
  if (P.Kind == Step::Root)
    return nullptr;
  PlaceId Up = P.Parent;
  while (Places[Up].Kind == Step::Base) // the parts of a structure are all its base's, or all its own
    Up = Places[Up].Parent;
  const PlaceNode &Whole = Places[Up];
  const auto *Names = Whole.Kind == Step::Root && Whole.Key
                          ? dyn_cast<DecompositionDecl>(static_cast<const ValueDecl *>(Whole.Key))
                          : nullptr;
  if (!Names)
    return nullptr;
  uintptr_t At = Names->bindings().size();
  if (P.Kind == Step::Field)
    At = static_cast<const FieldDecl *>(P.Key)->getFieldIndex();
  else if ((P.Kind == Step::Part || P.Kind == Step::Slot) && P.Key && !indexVariable(P.Key))
    At = reinterpret_cast<uintptr_t>(P.Key) / 2;
  return At < Names->bindings().size() ? Names->bindings()[At] : nullptr;
}

std::string PlaceTable::name(PlaceId Id) const {
  const PlaceNode &P = Places[Id];
  if (const BindingDecl *Named = bindingOf(Id))
    return Named->getNameAsString();
  if (P.Kind == Step::Root)
    return P.Key ? static_cast<const ValueDecl *>(P.Key)->getNameAsString() : "*this";
  // A member of what a pointer names is written with an arrow.
  if (P.Kind == Step::Field) {
    std::string Field = static_cast<const FieldDecl *>(P.Key)->getNameAsString();
    PlaceId Outer = P.Parent;
    while (Places[Outer].Kind == Step::Base)
      Outer = Places[Outer].Parent;
    const PlaceNode &O = Places[Outer];
    if (O.Kind == Step::Root && !O.Key)
      return Field;
    if (O.Kind == Step::Inline || O.Kind == Step::OwnedHeap || O.Kind == Step::Heap)
      return name(O.Parent) + "->" + Field;
    return name(Outer) + "." + Field;
  }
  switch (P.Kind) {
  case Step::Inline:
  case Step::OwnedHeap:
  case Step::Heap:
    return "*" + name(P.Parent);
  case Step::Slot:
  case Step::Element: {
    // An element behind a pointer is written with the pointer's name.
    const PlaceNode &Up = Places[P.Parent];
    std::string Container = name(P.Kind == Step::Element && Up.Kind == Step::Heap ? Up.Parent : P.Parent);
    if (!P.Key)
      return Container + "[...]";
    if (const VarDecl *V = indexVariable(P.Key))
      return Container + "[" + V->getNameAsString() + "]";
    if (P.Key == lastKey())
      return Container + ".back()";
    return Container + "[" + std::to_string(reinterpret_cast<uintptr_t>(P.Key) / 2) + "]";
  }
  case Step::Part:
    return "std::get<" + std::to_string(reinterpret_cast<uintptr_t>(P.Key) / 2) + ">(" + name(P.Parent) + ")";
  default: // a base class or the characters: the owner's name is what the user knows
    return name(P.Parent);
  }
}

bool isInStd(const Decl *D) { return D->getDeclContext() && isStd(D); }

Wrapper wrapperOf(QualType T) {
  const CXXRecordDecl *R = recordOf(T);
  if (!R || !R->getIdentifier())
    return Wrapper::None;
  if (R->getName() == "uni" && isa<ClassTemplateSpecializationDecl>(R)) {
    const auto *NS = dyn_cast<NamespaceDecl>(R->getDeclContext()->getEnclosingNamespaceContext());
    while (NS && NS->isInline())
      NS = dyn_cast<NamespaceDecl>(NS->getParent());
    return NS && NS->getName() == "conure" ? Wrapper::Uni : Wrapper::None;
  }
  llvm::StringRef Name = stdName(R);
  if (isOneOf(Name, {"vector", "deque"}) || hasStableNodes(T))
    return Wrapper::Container;
  return llvm::StringSwitch<Wrapper>(Name)
      .Case("unique_ptr", Wrapper::UniquePtr)
      .Case("shared_ptr", Wrapper::SharedPtr)
      .Case("optional", Wrapper::Optional)
      .Case("array", Wrapper::Array)
      .Case("basic_string", Wrapper::String)
      .Default(Wrapper::None);
}

bool hasStableNodes(QualType T) {
  return isOneOf(stdName(recordOf(T)), {"list", "forward_list", "map", "multimap", "set", "multiset", "unordered_map",
                                        "unordered_multimap", "unordered_set", "unordered_multiset"});
}

bool isSmartPointer(QualType T) {
  Wrapper W = wrapperOf(T);
  return W == Wrapper::UniquePtr || W == Wrapper::SharedPtr || stdName(recordOf(T)) == "weak_ptr";
}

bool isStdCall(const CallExpr *C, llvm::StringRef Name) {
  const FunctionDecl *F = C->getDirectCallee();
  return F && !isa<CXXMethodDecl>(F) && F->getIdentifier() && F->getName() == Name && isInStd(F);
}

bool isNamingCall(const CallExpr *C) {
  return C->getNumArgs() == 1 && (isStdCall(C, "move") || isStdCall(C, "forward") || isStdCall(C, "as_const") ||
                                  isStdCall(C, "move_if_noexcept"));
}

} // namespace conure
