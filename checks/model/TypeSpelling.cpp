//===- TypeSpelling.cpp - Types in the words of who wrote them ------------===//
#include "checks/model/Places.h"
#include "checks/model/TypeParts.h"
#include "clang/AST/PrettyPrinter.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

namespace {

void replaceAll(std::string &S, llvm::StringRef From, llvm::StringRef To) {
  for (size_t At = S.find(From.str()); At != std::string::npos; At = S.find(From.str(), At + To.size()))
    S.replace(At, From.size(), To.str());
}

} // namespace

std::string TypeGraph::spell(const ASTContext &Ctx, QualType T) {
  if (T.isNull())
    return "?";
  PrintingPolicy Policy(Ctx.getLangOpts());
  Policy.adjustForCPlusPlus();
  Policy.SuppressUnwrittenScope = true;
#if LLVM_VERSION_MAJOR >= 20
  Policy.SuppressInlineNamespace = llvm::to_underlying(PrintingPolicy::SuppressInlineNamespaceMode::All);
#else
  Policy.SuppressInlineNamespace = true;
#endif
  // `unique_ptr<T>::pointer` says less than `T *`.
  if (const auto *Alias = T->getAs<TypedefType>(); Alias && (Alias->isPointerType() || Alias->isReferenceType()))
    if (const auto *R = dyn_cast<CXXRecordDecl>(Alias->getDecl()->getDeclContext()); R && isInStd(R))
      T = T.getCanonicalType();
  std::string Text = T.getAsString(Policy);
  // A type that was deduced inside of the library carries the library's own
  // words; the user's aliases are kept.
  for (llvm::StringRef Inner :
       {"allocator<", "char_traits<", "typename ", "::__", "_NonArray", "value_type", "remove_reference"})
    if (Text.find(Inner.str()) != std::string::npos) {
      Text = T.getCanonicalType().getAsString(Policy);
      break;
    }
  replaceAll(Text, "std::basic_string<char>", "std::string");
  replaceAll(Text, "std::basic_string_view<char>", "std::string_view");
  // Users write the library's names without its namespace.
  for (llvm::StringRef Name : {"uni<", "process<", "channel<", "future<", "promise<", "ref<", "mut<"})
    replaceAll(Text, ("conure::" + Name).str(), Name);
  return Text;
}

} // namespace conure
