//===- LibraryAlgorithms.cpp ----------------------------------------------===//
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/Annotations.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace conure {

namespace {

enum : unsigned {
  Writes = 1,
  Moves = 2,
  Finds = 4,
  Done = 8,
};

struct Algorithm {
  llvm::StringLiteral Name;
  unsigned Does;
};

// clang-format off
constexpr Algorithm Algorithms[] = {
    // They copy elements, or write what a callable makes of them.
    {"copy", Writes | Done}, {"copy_n", Writes | Done}, {"copy_if", Writes | Done}, {"copy_backward", Writes | Done},
    {"reverse_copy", Writes | Done}, {"rotate_copy", Writes | Done}, {"remove_copy", Writes | Done},
    {"remove_copy_if", Writes | Done}, {"replace_copy", Writes | Done}, {"replace_copy_if", Writes | Done},
    {"unique_copy", Writes | Done}, {"partial_sort_copy", Writes | Done}, {"sample", Writes | Done},
    {"partition_copy", Writes | Done}, {"merge", Writes | Done}, {"set_union", Writes | Done},
    {"set_intersection", Writes | Done}, {"set_difference", Writes | Done},
    {"set_symmetric_difference", Writes | Done}, {"transform", Writes | Done}, {"partial_sum", Writes | Done},
    {"adjacent_difference", Writes | Done}, {"inclusive_scan", Writes | Done}, {"exclusive_scan", Writes | Done},
    {"transform_inclusive_scan", Writes}, {"transform_exclusive_scan", Writes}, {"generate", Writes | Done},
    {"generate_n", Writes | Done}, {"uninitialized_copy", Writes}, {"uninitialized_copy_n", Writes},
    {"regex_match", Writes}, {"regex_search", Writes},
    // They write a value.
    {"fill", Writes | Done}, {"fill_n", Writes | Done}, {"iota", Writes | Done}, {"replace", Writes | Done},
    {"replace_if", Writes | Done}, {"uninitialized_fill", Writes}, {"uninitialized_fill_n", Writes},
    // They move elements to elsewhere.
    {"move", Writes | Moves}, {"move_backward", Writes | Moves}, {"uninitialized_move", Writes | Moves},
    {"uninitialized_move_n", Writes | Moves}, {"swap_ranges", Writes | Moves}, {"iter_swap", Writes | Moves},
    // They give out a place in the range.
    {"find", Finds | Done}, {"find_if", Finds | Done}, {"find_if_not", Finds | Done}, {"find_first_of", Finds | Done},
    {"find_end", Finds | Done}, {"adjacent_find", Finds | Done}, {"search", Finds | Done}, {"search_n", Finds | Done},
    {"lower_bound", Finds | Done}, {"upper_bound", Finds | Done}, {"partition_point", Finds | Done},
    {"min_element", Finds | Done}, {"max_element", Finds | Done}, {"is_sorted_until", Finds | Done},
    {"is_heap_until", Finds | Done}, {"remove", Finds | Done}, {"remove_if", Finds | Done}, {"unique", Finds | Done},
    {"partition", Finds | Done}, {"stable_partition", Finds | Done}, {"next", Finds | Done}, {"prev", Finds | Done},
    // They read and rearrange the range, and give out a value or what the caller ignores.
    {"sort", Done}, {"stable_sort", Done}, {"partial_sort", Done}, {"nth_element", Done}, {"is_sorted", Done},
    {"reverse", Done}, {"rotate", Done}, {"shuffle", Done}, {"for_each", Done}, {"transform_reduce", Done},
    {"accumulate", Done}, {"reduce", Done}, {"count", Done}, {"count_if", Done}, {"all_of", Done}, {"any_of", Done},
    {"none_of", Done}, {"contains", Done}, {"binary_search", Done}, {"includes", Done}, {"equal", Done},
    {"inner_product", Done}, {"lexicographical_compare", Done}, {"next_permutation", Done},
    {"prev_permutation", Done}, {"is_permutation", Done}, {"make_heap", Done}, {"push_heap", Done},
    {"pop_heap", Done}, {"sort_heap", Done}, {"is_heap", Done}, {"is_partitioned", Done}, {"size", Done},
    {"ssize", Done}, {"empty", Done}, {"erase", Done}, {"erase_if", Done}, {"min", Done}, {"max", Done},
    {"minmax", Done}, {"clamp", Done}, {"mismatch", Done}, {"distance", Done}, {"starts_with", Done},
    {"ends_with", Done},
};
// clang-format on

bool does(llvm::StringRef Name, unsigned What) {
  return llvm::any_of(Algorithms, [&](const Algorithm &A) { return (A.Does & What) && A.Name == Name; });
}

llvm::StringRef nameOf(const NamedDecl *D) { return D->getIdentifier() ? D->getName() : llvm::StringRef(); }

} // namespace

llvm::StringRef algorithmName(const FunctionDecl *F) {
  if (!F || !isStd(F))
    return "";
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method)
    return nameOf(F);
  // std::ranges::copy is an object: of __copy_fn, of __copy, or of __copy::__fn; std::ranges::swap of _Swap.
  if (Method->getOverloadedOperator() != OO_Call)
    return "";
  llvm::StringRef Name = nameOf(Method->getParent());
  if (!Name.starts_with("_"))
    return "";
  if (Name == "__fn")
    if (const auto *N = dyn_cast<NamespaceDecl>(Method->getParent()->getDeclContext()))
      Name = nameOf(N);
  Name = Name.ltrim('_');
  Name.consume_back("_fn");
  return llvm::StringSwitch<llvm::StringRef>(Name)
      .Case("Swap", "swap")
      .Case("IterSwap", "iter_swap")
      .Case("IterMove", "iter_move")
      .Default(Name);
}

bool isSwap(const FunctionDecl *F) { return F && (nameOf(F) == "swap" || algorithmName(F) == "swap"); }

bool writesElements(llvm::StringRef Algorithm) { return does(Algorithm, Writes); }
bool movesElements(llvm::StringRef Algorithm) { return does(Algorithm, Moves); }
bool findsElement(llvm::StringRef Algorithm) { return does(Algorithm, Finds); }
bool isDoneOnReturn(llvm::StringRef Algorithm) { return does(Algorithm, Done); }

} // namespace conure
