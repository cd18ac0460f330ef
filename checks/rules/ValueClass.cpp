//===- ValueClass.cpp - value-class ---------------------------------------===//
//
// Every part of a class marked CONURE_VALUE is a value type, and what derives
// from a polymorphic marked class is marked too, since a pointer to the base
// promises for it.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/Rule.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

class ValueClassRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    Finder.addMatcher(cxxRecordDecl(isDefinition(), unless(isImplicit())).bind("class"), this);
  }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    const auto *Class = Result.Nodes.getNodeAs<CXXRecordDecl>("class");
    bool Value = hasMark(Class, Mark::Value);
    if (!Value && !hasMark(Class, Mark::Sendable))
      checkBases(Class, M);
    if (!Value)
      return;
    checkImmutability(Class, M);
    std::string Name = "'" + Class->getNameAsString() + "'";
    if (isProcessClass(Class))
      report(finding(Class->getLocation(), Name + " is a process class and cannot be a value too")
                 .help("leave CONURE_VALUE out; the handle 'process<" + Class->getNameAsString() + ">' is a value"),
             M);
    // What a template's arguments decide is decided where they are given: then
    // the instantiation is a value type or it is not.
    if (isa<ClassTemplateSpecializationDecl>(Class) && Class->getTemplateInstantiationPattern())
      return;
    for (const CXXBaseSpecifier &B : Class->bases())
      checkPart(Class, "base '" + M.types().spell(B.getType()) + "'", B.getType(), B.getBaseTypeLoc(), M);
    for (const FieldDecl *F : Class->fields())
      checkPart(Class, F->getDeclName().isEmpty() ? "an unnamed field" : "field '" + F->getNameAsString() + "'",
                F->getType(), F->getLocation(), M);
  }

private:
  void checkPart(const CXXRecordDecl *Class, std::string What, QualType T, SourceLocation Loc, Model &M) {
    if (T->isDependentType())
      return;
    const Verdict &V = M.types().value(T);
    if (V)
      return;
    Finding F = finding(Loc, What + " of value type '" + Class->getNameAsString() + "' is no value: its type is '" +
                                 M.types().spell(T) + "'");
    TypeKinds::explain(F, V);
    F.note(NoteRole::Declared, Class->getLocation(), "'" + Class->getNameAsString() + "' is marked CONURE_VALUE");
    if (T->isPointerType() || T->isReferenceType())
      F.help("hold a value instead; if the class does its own synchronisation, mark it CONURE_SENDABLE");
    else if (M.types().kind(T) == TypeKind::Owned)
      F.help("leave CONURE_VALUE out and send the class as 'uni<" + Class->getNameAsString() +
             ">', or hold a 'std::shared_ptr<const …>'");
    else
      F.help("hold a value instead");
    report(std::move(F), M);
  }

  /// A frozen pointer to a base may lead to this class, whose const methods then change what all processes see.
  void checkImmutability(const CXXRecordDecl *Class, Model &M) {
    if (Class->isDependentContext())
      return;
    for (const CXXBaseSpecifier &B : Class->bases()) {
      const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
      if (!Base || !Base->hasDefinition() || !Base->isPolymorphic() || !hasMark(Base, Mark::Value) ||
          !M.types().deeplyImmutable(B.getType()))
        continue;
      const Verdict &V = M.types().deeplyImmutable(Class);
      if (V)
        continue;
      Finding F =
          finding(Class->getLocation(), "a const '" + Class->getNameAsString() + "' can be changed, unlike its base '" +
                                            Base->getNameAsString() + "', which is marked CONURE_VALUE");
      TypeKinds::explain(F, V);
      F.note(NoteRole::Declared, Base->getLocation(),
             "a 'std::shared_ptr<const " + Base->getNameAsString() +
                 ">' promises that nobody changes its object, for every class derived from it");
      F.help("leave the mutable part out");
      report(std::move(F), M);
      return;
    }
  }

  void checkBases(const CXXRecordDecl *Class, Model &M) {
    for (const CXXBaseSpecifier &B : Class->bases()) {
      const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
      if (!Base || !Base->hasDefinition() || !Base->isPolymorphic())
        continue;
      bool Value = hasMark(Base, Mark::Value);
      if (!Value && !hasMark(Base, Mark::Sendable))
        continue;
      std::string Mark = Value ? "CONURE_VALUE" : "CONURE_SENDABLE";
      report(finding(Class->getLocation(), "'" + Class->getNameAsString() + "' derives from '" +
                                               Base->getNameAsString() + "', which is marked " + Mark +
                                               ", but is not marked itself")
                 .note(NoteRole::Declared, Base->getLocation(),
                       "a pointer to '" + Base->getNameAsString() + "' promises for every class derived from it")
                 .help("mark '" + Class->getNameAsString() + "' " + Mark + " as well"),
             M);
    }
  }
};

} // namespace

std::unique_ptr<Rule> createValueClassRule(const RuleContext &C) { return std::make_unique<ValueClassRule>(C); }

} // namespace conure
