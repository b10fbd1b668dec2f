using System.Xml.Linq;

namespace WebConsole.Hypervisor.Schemas.RelaxNg;

/// <summary>
/// What a schema accepts, as an expression: a part of a RELAX NG grammar, or what is left of one after a beginning of a document.
/// <see cref="PatternPool"/> makes them, so that the same expression is the same object.
/// </summary>
internal abstract class Pattern(long number, bool isNullable, bool hasAttributes)
{
    /// <summary>Orders patterns, so that those of a choice always stand in the same order.</summary>
    public long Number => number;

    /// <summary>Whether nothing at all is accepted, too.</summary>
    public bool IsNullable => isNullable;

    /// <summary>Whether an attribute is in it, outside of its elements.</summary>
    public bool HasAttributes => hasAttributes;
}

/// <summary>Nothing, which is accepted.</summary>
internal sealed class EmptyPattern(long number) : Pattern(number, true, false);

/// <summary>Nothing is accepted.</summary>
internal sealed class NotAllowedPattern(long number) : Pattern(number, false, false);

/// <summary>Any text, also none.</summary>
internal sealed class TextPattern(long number) : Pattern(number, true, false);

/// <summary>A text of a kind: a word, or a type with its limits.</summary>
internal sealed class DataPattern(long number, TextKind kind) : Pattern(number, false, false)
{
    public TextKind Kind => kind;
}

internal sealed class AttributePattern(long number, NameKind name, Pattern value) : Pattern(number, false, true)
{
    public NameKind Name => name;

    public Pattern Value => value;
}

/// <summary>An element. Its content is read from the schema when it is first needed, since elements may contain themselves.</summary>
internal sealed class ElementPattern(long number, NameKind name, Lazy<Pattern> content) : Pattern(number, false, false)
{
    public NameKind Name => name;

    public Pattern Content => content.Value;
}

/// <summary>The one or the other; the other may be a choice again.</summary>
internal sealed class ChoicePattern(long number, Pattern one, Pattern others) : Pattern(number, one.IsNullable || others.IsNullable, one.HasAttributes || others.HasAttributes)
{
    public Pattern One => one;

    public Pattern Others => others;
}

/// <summary>The first and then the second.</summary>
internal sealed class GroupPattern(long number, Pattern first, Pattern second) : Pattern(number, first.IsNullable && second.IsNullable, first.HasAttributes || second.HasAttributes)
{
    public Pattern First => first;

    public Pattern Second => second;
}

/// <summary>Both, in any order, also mixed.</summary>
internal sealed class InterleavePattern(long number, Pattern first, Pattern second) : Pattern(number, first.IsNullable && second.IsNullable, first.HasAttributes || second.HasAttributes)
{
    public Pattern First => first;

    public Pattern Second => second;
}

internal sealed class OneOrMorePattern(long number, Pattern each) : Pattern(number, each.IsNullable, each.HasAttributes)
{
    public Pattern Each => each;
}

/// <summary>The rest of an open element, and what may stand after its end.</summary>
internal sealed class AfterPattern(long number, Pattern inside, Pattern then) : Pattern(number, false, inside.HasAttributes)
{
    public Pattern Inside => inside;

    public Pattern Then => then;
}

/// <summary>The names that an element or an attribute may have.</summary>
/// <param name="Name">The only one; <c>null</c> for any.</param>
/// <param name="Except">Those that any does not include.</param>
internal sealed record NameKind(XName? Name, IReadOnlyList<NameKind> Except)
{
    public bool Has(XName name) => Name is null ? !Except.Any(kind => kind.Has(name)) : Name == name;
}
