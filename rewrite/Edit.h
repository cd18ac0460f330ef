//===- Edit.h - One change that a pass proposes ---------------------------===//
//
// Defines Edit, for passes (which propose edits and never write a file) and
// for the plan (which decides on them). Edits of one group stand or fall
// together.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_EDIT_H
#define CONURE_REWRITE_EDIT_H

#include <string>
#include <tuple>

namespace conure::rewrite {

/// Where an edit goes among others at the same offset. What closes comes
/// before what opens, the inner before the outer when closing and the reverse
/// when opening, so that wraps always nest.
enum class EditKind : unsigned char { Close, Insert, Open };

struct Edit {
  std::string File; ///< absolute path
  unsigned Offset = 0;
  unsigned Length = 0; ///< bytes replaced; 0 for an insertion
  std::string Text;
  EditKind Kind = EditKind::Insert;
  unsigned Partner = 0; ///< offset of the other end of a wrap
  std::string Group;    ///< its name is shown when it is rejected
  std::string Reason;
  unsigned Line = 0; ///< for a finding about the group
  unsigned Column = 0;

  friend bool operator==(const Edit &A, const Edit &B) {
    return std::tie(A.File, A.Offset, A.Length, A.Text, A.Kind, A.Partner, A.Group) ==
           std::tie(B.File, B.Offset, B.Length, B.Text, B.Kind, B.Partner, B.Group);
  }
};

/// Strict order by file, offset, and the nesting described at EditKind. Total
/// on edits that differ, so that sorting does not depend on the input's order.
bool editBefore(const Edit &A, const Edit &B);

} // namespace conure::rewrite

#endif
