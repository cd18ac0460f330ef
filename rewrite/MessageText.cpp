//===- MessageText.cpp ----------------------------------------------------===//
#include "rewrite/MessageText.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace conure::rewrite {

std::optional<std::string> onOneLine(llvm::StringRef Source, const LangOptions &Lang) {
  std::string Buffer = Source.str(); // the lexer wants a terminator
  Lexer Lex(SourceLocation::getFromRawEncoding(1), Lang, Buffer.data(), Buffer.data(), Buffer.data() + Buffer.size());
  Lex.SetCommentRetentionState(false);
  std::string Out;
  while (true) {
    Token T;
    bool End = Lex.LexFromRawLexer(T);
    const char *After = Lex.getBufferLocation();
    if (T.is(tok::eof))
      break;
    if (T.is(tok::hash) && T.isAtStartOfLine())
      return std::nullopt;
    llvm::StringRef Spelling(After - T.getLength(), T.getLength());
    // A raw string may span lines and must keep them.
    if (T.needsCleaning() || (Spelling.contains('\n')))
      return std::nullopt;
    if (!Out.empty() && (T.hasLeadingSpace() || T.isAtStartOfLine()))
      Out += ' ';
    Out += Spelling;
    if (End)
      break;
  }
  return Out;
}

namespace {

class TextReader {
public:
  TextReader(UnitContext &U, const CXXMethodDecl *M) : U(U), M(M) { Result.Loc = M->getLocation(); }
  MessageTextResult read() {
    if (readName() && readTemplate() && readParameters() && readRequires())
      Result.Text = std::move(Text);
    return std::move(Result);
  }

private:
  bool fail(std::string Why, SourceLocation L = {}) {
    Result.Why = std::move(Why);
    if (L.isValid())
      Result.Loc = L;
    return false;
  }

  std::optional<std::string> line(SourceLocation Begin, SourceLocation End) {
    return onOneLine(U.text(Begin, End), U.lang());
  }

  bool readName() {
    Text.Name = M->getNameAsString();
    Text.Call = Text.Name;
    return true;
  }

  /// Says what to call so that the very specialisation is called that the
  /// sender chose. Invented parameters (`auto x`) are deduced again.
  void readTemplateArguments(const TemplateParameterList *Params) {
    std::string Args;
    for (const NamedDecl *P : *Params) {
      if (P->isImplicit())
        break;
      if (!Args.empty())
        Args += ", ";
      Args += P->getName();
      if (P->isParameterPack())
        Args += "...";
    }
    if (!Args.empty())
      Text.Call = "template " + Text.Name + "<" + Args + ">";
  }

  bool readTemplate() {
    const FunctionTemplateDecl *Template = M->getDescribedFunctionTemplate();
    if (!Template)
      return true;
    TemplateParameterList *Params = Template->getTemplateParameters();
    if (Params->getTemplateLoc().isInvalid() || Params->getLAngleLoc().isInvalid())
      return true; // all parameters are `auto`
    unsigned Number = 0;
    std::vector<std::pair<unsigned, std::string>> Names; // offset → name to add
    SourceLocation Begin = Params->getTemplateLoc(), End = Params->getRAngleLoc();
    if (!U.isPlain(Begin) || !U.isPlain(End))
      return fail("its template parameters come from a macro", Begin);
    for (const NamedDecl *P : *Params) {
      ++Number;
      if (!P->isImplicit() && P->getName().empty())
        return fail("template parameter " + std::to_string(Number) + " has no name, so the call cannot name it",
                    P->getLocation());
    }
    End = U.afterToken(End);
    if (const Expr *Requires = Params->getRequiresClause()) {
      auto Range = U.written(Requires->getSourceRange());
      if (!Range)
        return fail("its constraint comes from a macro", Requires->getBeginLoc());
      End = Range->getEnd();
    }
    std::optional<std::string> Header = line(Begin, End);
    if (!Header)
      return fail("its template header holds a preprocessor directive", Begin);
    Text.Template = *Header;
    readTemplateArguments(Params);
    return true;
  }

  bool readParameters() {
    FunctionTypeLoc Type = M->getFunctionTypeLoc();
    if (!Type)
      return fail("it is declared through a type name and names no parameters");
    SourceLocation Open = Type.getLParenLoc(), Close = Type.getRParenLoc();
    if (!U.isPlain(Open) || !U.isPlain(Close))
      return fail("its parameters come from a macro", Open);
    Open = U.afterToken(Open);

    SourceLocation From = Open;
    std::string Source;
    unsigned Number = 0;
    for (const ParmVarDecl *P : M->parameters()) {
      ++Number;
      if (P->getType()->isReferenceType())
        return fail("parameter " + std::to_string(Number) + " is not taken by value", P->getLocation());
      std::string Name = P->getName().str();
      if (Name.empty()) {
        // Clang puts a nameless parameter where its name would be.
        SourceLocation At = P->getLocation();
        if (!U.isPlain(At))
          return fail("parameter " + std::to_string(Number) + " has no name and comes from a macro", At);
        Name = "conure_p" + std::to_string(Number);
        Source += U.text(From, At);
        Source += " " + Name + " ";
        From = At;
      }
      if (!Text.Arguments.empty())
        Text.Arguments += ", ";
      Text.Arguments += "::std::move(" + Name + ")";
      if (P->isParameterPack())
        Text.Arguments += "...";
      if (!P->hasDefaultArg())
        for (const FunctionDecl *Again : M->redecls())
          if (Again->getParamDecl(Number - 1)->hasDefaultArg())
            return fail("the default of parameter " + std::to_string(Number) + " is given outside of the class",
                        Again->getParamDecl(Number - 1)->getLocation());
    }
    if (M->isVariadic())
      return fail("it takes a C variable argument list");
    Source += U.text(From, Close);
    std::optional<std::string> Line = onOneLine(Source, U.lang());
    if (!Line)
      return fail("its parameters hold a preprocessor directive or a literal of several lines", Open);
    Text.Parameters = *Line;
    return true;
  }

  bool readRequires() {
#if LLVM_VERSION_MAJOR >= 21
    const Expr *Requires = M->getTrailingRequiresClause().ConstraintExpr;
#else
    const Expr *Requires = M->getTrailingRequiresClause();
#endif
    if (!Requires)
      return true;
    auto Range = U.written(Requires->getSourceRange());
    std::optional<std::string> Line = Range ? line(Range->getBegin(), Range->getEnd()) : std::nullopt;
    if (!Line)
      return fail("its constraint comes from a macro", Requires->getBeginLoc());
    Text.Requires = " requires " + *Line;
    return true;
  }

  UnitContext &U;
  const CXXMethodDecl *M;
  MessageText Text;
  MessageTextResult Result;
};

} // namespace

MessageTextResult messageText(UnitContext &U, const CXXMethodDecl *M) { return TextReader(U, M).read(); }

} // namespace conure::rewrite
