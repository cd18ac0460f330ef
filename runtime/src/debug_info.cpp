// libdw (elfutils) reads the debug information if it is on the machine: it is opened at run time, so that a program
// needs no more to link. The dynamic linker's tables tell the rest.
#include "debug_info.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <dlfcn.h>
#include <memory>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace conure::rt {
namespace {

// The few types and functions that are needed, as libdwfl.h and libdw.h have them.
using module = void;
struct die {
  void *address, *unit, *abbreviation;
  long padding;
};
struct attribute {
  unsigned code, form;
  unsigned char *value;
  void *unit;
};
enum tag {
  class_type = 0x02,
  lexical_block = 0x0b,
  structure_type = 0x13,
  inlined_subroutine = 0x1d,
  catch_block = 0x25,
  subprogram = 0x2e,
  try_block = 0x32,
  named_space = 0x39
};
enum name { specification = 0x47, abstract_origin = 0x31, linkage_name = 0x6e, call_file = 0x58, call_line = 0x59 };

/// Whether the program's address space has room for what reading the debug information takes, with much to spare.
bool room_for_debug_information() noexcept {
  struct stat program;
  if (stat("/proc/self/exe", &program) != 0)
    return false;
  const std::size_t size = 2 * static_cast<std::size_t>(program.st_size) + (std::size_t{128} << 20);
  void *room = mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return room != MAP_FAILED && munmap(room, size) == 0;
}

struct libdw {
  struct callbacks {
    int (*find_elf)(void *, void **, const char *, std::uint64_t, char **, void **);
    int (*find_debuginfo)(void *, void **, const char *, std::uint64_t, const char *, const char *, std::uint32_t,
                          char **);
    int (*section_address)(void *, void **, const char *, std::uint64_t, const char *, std::uint32_t, const void *,
                           std::uint64_t *);
    char **debuginfo_path;
  };
  void *library = nullptr, *session = nullptr;
  callbacks calls{};
  module *(*addr_module)(void *, std::uint64_t);
  const char *(*addr_name)(module *, std::uint64_t);
  die *(*addr_die)(module *, std::uint64_t, std::uint64_t *);
  die *(*next_unit)(module *, die *, std::uint64_t *);
  int (*has_pc)(die *, std::uint64_t);
  void *(*source_line)(die *, std::uint64_t);
  const char *(*line_file)(void *, std::uint64_t *, std::uint64_t *);
  int (*line_number)(void *, int *);
  int (*child)(die *, die *);
  int (*sibling)(die *, die *);
  std::uint64_t (*offset)(die *);
  die *(*reference)(attribute *, die *);
  int (*tag_of)(die *);
  attribute *(*attr)(die *, unsigned, attribute *);
  attribute *(*attr_integrate)(die *, unsigned, attribute *);
  int (*unsigned_value)(attribute *, std::uint64_t *);
  const char *(*string_value)(attribute *);
  int (*source_files)(die *, void **, std::size_t *);
  const char *(*file_name)(void *, std::size_t, std::uint64_t *, std::uint64_t *);
  const char *(*die_name)(die *);

  template <class F> bool find(F &f, const char *name) {
    f = reinterpret_cast<F>(dlsym(library, name));
    return f;
  }
  bool open() {
    // The libraries that read it do not all bear to find no memory.
    if (!room_for_debug_information())
      return false;
    library = dlopen("libdw.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!library)
      return false;
    void *(*begin)(const callbacks *);
    int (*report)(void *, int), (*end)(void *, void *, void *);
    if (!find(begin, "dwfl_begin") || !find(report, "dwfl_linux_proc_report") || !find(end, "dwfl_report_end") ||
        !find(addr_module, "dwfl_addrmodule") || !find(addr_name, "dwfl_module_addrname") ||
        !find(addr_die, "dwfl_module_addrdie") || !find(next_unit, "dwfl_module_nextcu") ||
        !find(has_pc, "dwarf_haspc") || !find(source_line, "dwarf_getsrc_die") || !find(line_file, "dwarf_linesrc") ||
        !find(line_number, "dwarf_lineno") || !find(child, "dwarf_child") || !find(sibling, "dwarf_siblingof") ||
        !find(offset, "dwarf_dieoffset") || !find(reference, "dwarf_formref_die") || !find(tag_of, "dwarf_tag") ||
        !find(attr, "dwarf_attr") || !find(attr_integrate, "dwarf_attr_integrate") ||
        !find(unsigned_value, "dwarf_formudata") || !find(string_value, "dwarf_formstring") ||
        !find(source_files, "dwarf_getsrcfiles") || !find(file_name, "dwarf_filesrc") ||
        !find(die_name, "dwarf_diename") || !find(calls.find_elf, "dwfl_linux_proc_find_elf") ||
        !find(calls.find_debuginfo, "dwfl_standard_find_debuginfo"))
      return false;
    session = begin(&calls);
    return session && report(session, getpid()) == 0 && end(session, nullptr, nullptr) == 0;
  }

  /// The compilation unit of `at`. Clang writes no index of addresses: then each unit is asked.
  die *unit_of(module *in, std::uintptr_t at, std::uint64_t &bias) {
    if (die *unit = addr_die(in, at, &bias))
      return unit;
    for (die *unit = next_unit(in, nullptr, &bias); unit; unit = next_unit(in, unit, &bias))
      if (has_pc(unit, at - bias) > 0)
        return unit;
    return nullptr;
  }
};

std::string demangled(const char *name) {
  int status = 0;
  std::unique_ptr<char, void (*)(void *)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status), std::free);
  return status == 0 && text ? text.get() : name;
}

/// The entry that `of` lies in. Entries are ordered, and each one's offset is before those of what it holds.
bool find_parent(libdw &dw, die *unit, std::uint64_t of, die &parent) {
  parent = *unit;
  for (;;) {
    die at, next;
    if (dw.child(&parent, &at) != 0)
      return false;
    while (dw.offset(&at) < of && dw.sibling(&at, &next) == 0 && dw.offset(&next) <= of)
      at = next;
    if (dw.offset(&at) == of)
      return true;
    parent = at;
  }
}

std::string function_name(libdw &dw, die *unit, die function) {
  attribute a;
  if (dw.attr_integrate(&function, linkage_name, &a))
    if (const char *name = dw.string_value(&a))
      return demangled(name);
  const char *own = dw.die_name(&function);
  if (!own)
    return "";
  // GCC gives no linkage name to what is local to a unit: the names around its declaration qualify it.
  for (unsigned refers : {abstract_origin, specification})
    if (die other; dw.attr(&function, refers, &a) && dw.reference(&a, &other))
      function = other;
  std::string name = own;
  for (die parent; find_parent(dw, unit, dw.offset(&function), parent); function = parent) {
    const int kind = dw.tag_of(&parent);
    if (kind != class_type && kind != structure_type && kind != named_space)
      break;
    const char *outer = dw.die_name(&parent);
    name = (outer ? outer : "(anonymous namespace)") + ("::" + name);
  }
  return name;
}

/// Appends the functions, inlined or not, whose code is at `at`, from the outermost. libdw's own search does not look
/// into namespaces, where Clang puts definitions.
bool find_functions(libdw &dw, die *in, std::uint64_t at, std::vector<die> &found) {
  die here;
  if (dw.child(in, &here) != 0)
    return false;
  do {
    switch (dw.tag_of(&here)) {
    case class_type:
    case structure_type:
    case named_space:
      if (find_functions(dw, &here, at, found))
        return true;
      break;
    case subprogram:
    case inlined_subroutine:
    case lexical_block:
    case try_block:
    case catch_block:
      if (dw.has_pc(&here, at) <= 0)
        break;
      found.push_back(here);
      find_functions(dw, &here, at, found);
      return true;
    default:
      break;
    }
  } while (dw.sibling(&here, &here) == 0);
  return false;
}

/// The inlined calls around `at`, which the symbol table knows nothing of.
void add_functions(libdw &dw, die *unit, std::uint64_t at, std::vector<code_line> &lines) {
  std::vector<die> around;
  find_functions(dw, unit, at, around);
  void *files = nullptr;
  std::size_t count = 0;
  dw.source_files(unit, &files, &count);
  for (auto scope = around.rbegin(); scope != around.rend(); ++scope) {
    const int kind = dw.tag_of(&*scope);
    if (kind != inlined_subroutine && kind != subprogram)
      continue;
    lines.back().function = function_name(dw, unit, *scope);
    attribute a;
    std::uint64_t file = 0, line = 0;
    if (kind == subprogram || !dw.attr(&*scope, call_file, &a) || dw.unsigned_value(&a, &file) != 0 ||
        !dw.attr(&*scope, call_line, &a) || dw.unsigned_value(&a, &line) != 0)
      return;
    const char *name = files && file < count ? dw.file_name(files, file, nullptr, nullptr) : nullptr;
    lines.push_back({"", name ? name : "?", static_cast<int>(line)});
  }
}

} // namespace

bool is_library_file(const std::string &file) {
  for (const char *part : {"/include/c++/", "include/conure/", "/usr/include/"})
    if (file.find(part) != file.npos)
      return true;
  return false;
}

std::vector<code_line> code_lines(std::uintptr_t at) {
  static libdw dw;
  static const bool usable = dw.open();
  std::vector<code_line> lines(1);
  std::string name;
  if (module *in = usable ? dw.addr_module(dw.session, at) : nullptr) {
    if (const char *symbol = dw.addr_name(in, at))
      name = demangled(symbol);
    std::uint64_t bias = 0;
    if (die *unit = dw.unit_of(in, at, bias)) {
      if (void *line = dw.source_line(unit, at - bias)) {
        if (const char *file = dw.line_file(line, nullptr, nullptr))
          lines[0].file = file;
        dw.line_number(line, &lines[0].line);
      }
      add_functions(dw, unit, at - bias, lines);
    }
  }
  Dl_info info{};
  if ((name.empty() || lines[0].file.empty()) && dladdr(reinterpret_cast<void *>(at), &info)) {
    if (name.empty() && info.dli_sname)
      name = demangled(info.dli_sname);
    if (lines[0].file.empty() && info.dli_fname) {
      char offset[32];
      std::snprintf(offset, sizeof offset, "+%#zx",
                    static_cast<std::size_t>(at - reinterpret_cast<std::uintptr_t>(info.dli_fbase)));
      lines[0].file = std::string(info.dli_fname) + offset;
    }
  }
  if (lines.back().function.empty() || !name.empty())
    lines.back().function = name; // the symbol has the template arguments and the parameters
  return lines;
}

} // namespace conure::rt

// The line that a report of a borrow names: the innermost that is the user's, and not that of a constructor, since what
// is looked for is who made the value.
extern "C" std::size_t conure_describe_address(const void *address, char *text, std::size_t capacity) noexcept {
  using namespace conure::rt;
  std::vector<code_line> lines = code_lines(reinterpret_cast<std::uintptr_t>(address));
  const auto constructor = [](const std::string &name) {
    // "N::X::X(int)", also where N is "(anonymous namespace)"
    constexpr std::string_view anonymous = "(anonymous namespace)::";
    std::size_t start = name.starts_with(anonymous) ? anonymous.size() : 0;
    std::string plain = name.substr(start, name.find('(', start) - start);
    std::size_t last = plain.rfind("::");
    if (last == plain.npos)
      return false;
    std::string own = plain.substr(last + 2), outer = plain.substr(0, last);
    outer = outer.substr(0, outer.find('<'));
    std::size_t scope = outer.rfind("::");
    return (scope == outer.npos ? outer : outer.substr(scope + 2)) == own;
  };
  auto best = std::find_if(lines.begin(), lines.end(),
                           [&](const code_line &l) { return !is_library_file(l.file) && !constructor(l.function); });
  if (best == lines.end())
    best = std::find_if(lines.begin(), lines.end(), [](const code_line &l) { return !is_library_file(l.file); });
  if (best == lines.end())
    best = lines.begin();
  std::string all = best->place() + (best->function.empty() ? "" : " in " + best->function);
  int n = std::snprintf(text, capacity, "%s", all.c_str());
  return n < 0 ? 0 : std::min(static_cast<std::size_t>(n), capacity - 1);
}
