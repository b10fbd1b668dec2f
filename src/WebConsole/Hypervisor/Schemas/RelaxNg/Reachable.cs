using System.Xml.Linq;

namespace WebConsole.Hypervisor.Schemas.RelaxNg;

/// <summary>What stands in a pattern, outside of the elements in it: for what is said of a mistake, and for what is offered while somebody types.</summary>
internal static class Reachable
{
    public static IEnumerable<ElementPattern> Elements(Pattern pattern) => Parts(pattern).OfType<ElementPattern>();

    public static IEnumerable<AttributePattern> Attributes(Pattern pattern) => Parts(pattern).OfType<AttributePattern>();

    /// <summary>The kinds of text, also those of an attribute's value.</summary>
    public static IEnumerable<TextKind> Texts(Pattern pattern) => Parts(pattern).OfType<DataPattern>().Select(data => data.Kind);

    /// <summary>What can't be left out: the names of attributes, or of elements.</summary>
    public static IReadOnlySet<XName> Needed<T>(Pattern pattern) where T : Pattern => pattern switch
    {
        T and (ElementPattern or AttributePattern) => (pattern is ElementPattern element ? element.Name : ((AttributePattern)pattern).Name).Name is { } name ? new HashSet<XName> { name } : [],
        { IsNullable: true } => new HashSet<XName>(),
        GroupPattern group => Joined(Needed<T>(group.First), Needed<T>(group.Second)),
        InterleavePattern both => Joined(Needed<T>(both.First), Needed<T>(both.Second)),
        ChoicePattern choice => new HashSet<XName>(Needed<T>(choice.One).Intersect(Needed<T>(choice.Others))),
        OneOrMorePattern many => Needed<T>(many.Each),
        AfterPattern after => Needed<T>(after.Inside),
        _ => new HashSet<XName>(),
    };

    private static HashSet<XName> Joined(IReadOnlySet<XName> one, IReadOnlySet<XName> other) => [.. one, .. other];

    private static IEnumerable<Pattern> Parts(Pattern pattern)
    {
        var (seen, open) = (new HashSet<Pattern>(), new Stack<Pattern>([pattern]));
        while (open.TryPop(out var part))
        {
            if (!seen.Add(part))
                continue;
            yield return part;
            foreach (var inner in Inside(part))
                open.Push(inner);
        }
    }

    private static Pattern[] Inside(Pattern pattern) => pattern switch
    {
        ChoicePattern choice => [choice.Others, choice.One],
        GroupPattern group => [group.Second, group.First],
        InterleavePattern both => [both.Second, both.First],
        OneOrMorePattern many => [many.Each],
        AfterPattern after => [after.Inside],
        _ => [],
    };
}
