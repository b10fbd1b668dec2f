using System.Xml.Linq;

namespace WebConsole.Hypervisor.Schemas.RelaxNg;

/// <summary>
/// What a pattern still accepts after the beginning of a document: James Clark's algorithm for RELAX NG. What was worked out once
/// in a check is kept for its end: a definition has many elements that are alike.
/// </summary>
internal sealed class Derivative(PatternPool pool)
{
    private readonly Dictionary<(Pattern, XName), Pattern> _opened = [];
    private readonly Dictionary<Pattern, Pattern> _closed = [];

    /// <summary>After the beginning of a start tag.</summary>
    public Pattern Open(Pattern pattern, XName name)
    {
        if (_opened.TryGetValue((pattern, name), out var known))
            return known;
        return _opened[(pattern, name)] = pattern switch
        {
            ChoicePattern choice => pool.Choice(Open(choice.One, name), Open(choice.Others, name)),
            ElementPattern element => element.Name.Has(name) ? pool.After(element.Content, PatternPool.Empty) : PatternPool.NotAllowed,
            InterleavePattern both => pool.Choice(
                Then(Open(both.First, name), rest => pool.Interleave(rest, both.Second)), Then(Open(both.Second, name), rest => pool.Interleave(both.First, rest))),
            OneOrMorePattern many => Then(Open(many.Each, name), rest => pool.Group(rest, pool.Optional(many))),
            GroupPattern group => Either(Then(Open(group.First, name), rest => pool.Group(rest, group.Second)), group.First.IsNullable ? Open(group.Second, name) : null),
            AfterPattern after => Then(Open(after.Inside, name), rest => pool.After(rest, after.Then)),
            _ => PatternPool.NotAllowed,
        };
    }

    /// <summary>After an attribute.</summary>
    public Pattern Attribute(Pattern pattern, XName name, string value) => !pattern.HasAttributes ? PatternPool.NotAllowed : pattern switch
    {
        AfterPattern after => pool.After(Attribute(after.Inside, name, value), after.Then),
        ChoicePattern choice => pool.Choice(Attribute(choice.One, name, value), Attribute(choice.Others, name, value)),
        GroupPattern group => pool.Choice(pool.Group(Attribute(group.First, name, value), group.Second), pool.Group(group.First, Attribute(group.Second, name, value))),
        InterleavePattern both => pool.Choice(pool.Interleave(Attribute(both.First, name, value), both.Second), pool.Interleave(both.First, Attribute(both.Second, name, value))),
        OneOrMorePattern many => pool.Group(Attribute(many.Each, name, value), pool.Optional(many)),
        AttributePattern attribute => attribute.Name.Has(name) && Has(attribute.Value, value) ? PatternPool.Empty : PatternPool.NotAllowed,
        _ => PatternPool.NotAllowed,
    };

    /// <summary>After the end of a start tag: its attributes are complete.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="lenient">Whether those that are missing are taken for given.</param>
    public Pattern Close(Pattern pattern, bool lenient = false)
    {
        if (!pattern.HasAttributes)
            return pattern;
        if (!lenient && _closed.TryGetValue(pattern, out var known))
            return known;
        var closed = pattern switch
        {
            AfterPattern after => pool.After(Close(after.Inside, lenient), after.Then),
            ChoicePattern choice => pool.Choice(Close(choice.One, lenient), Close(choice.Others, lenient)),
            GroupPattern group => pool.Group(Close(group.First, lenient), Close(group.Second, lenient)),
            InterleavePattern both => pool.Interleave(Close(both.First, lenient), Close(both.Second, lenient)),
            OneOrMorePattern many => pool.OneOrMore(Close(many.Each, lenient)),
            AttributePattern => lenient ? PatternPool.Empty : PatternPool.NotAllowed,
            _ => pattern,
        };
        return lenient ? closed : _closed[pattern] = closed;
    }

    /// <summary>After a text.</summary>
    public Pattern Text(Pattern pattern, string text) => pattern switch
    {
        ChoicePattern choice => pool.Choice(Text(choice.One, text), Text(choice.Others, text)),
        InterleavePattern both => pool.Choice(pool.Interleave(Text(both.First, text), both.Second), pool.Interleave(both.First, Text(both.Second, text))),
        GroupPattern group => Either(pool.Group(Text(group.First, text), group.Second), group.First.IsNullable ? Text(group.Second, text) : null),
        AfterPattern after => pool.After(Text(after.Inside, text), after.Then),
        OneOrMorePattern many => pool.Group(Text(many.Each, text), pool.Optional(many)),
        TextPattern => pattern,
        DataPattern data => data.Kind.Has(text) ? PatternPool.Empty : PatternPool.NotAllowed,
        _ => PatternPool.NotAllowed,
    };

    /// <summary>After an end tag.</summary>
    /// <inheritdoc cref="Close"/>
    public Pattern End(Pattern pattern, bool lenient = false) => pattern switch
    {
        ChoicePattern choice => pool.Choice(End(choice.One, lenient), End(choice.Others, lenient)),
        AfterPattern after => lenient || after.Inside.IsNullable ? after.Then : PatternPool.NotAllowed,
        _ => PatternPool.NotAllowed,
    };

    private bool Has(Pattern pattern, string value) => (pattern.IsNullable && string.IsNullOrWhiteSpace(value)) || Text(pattern, value).IsNullable;

    private Pattern Either(Pattern one, Pattern? other) => other is null ? one : pool.Choice(one, other);

    private Pattern Then(Pattern pattern, Func<Pattern, Pattern> change) => pattern switch
    {
        AfterPattern after => pool.After(after.Inside, change(after.Then)),
        ChoicePattern choice => pool.Choice(Then(choice.One, change), Then(choice.Others, change)),
        _ => PatternPool.NotAllowed,
    };
}
