namespace WebConsole.Hypervisor.Schemas.RelaxNg;

/// <summary>
/// Makes patterns, each expression once, and simplifies them: what accepts nothing disappears. A pool for the parts of a grammar
/// lives as long as the grammar; one for a check lives as long as the check, and makes no more than its limit.
/// </summary>
internal sealed class PatternPool(int most)
{
    private static long _last;

    private readonly Dictionary<(Type, Pattern, Pattern?), Pattern> _made = [];
    private readonly Lock _lock = new();

    public static Pattern Empty { get; } = new EmptyPattern(Next());

    public static Pattern NotAllowed { get; } = new NotAllowedPattern(Next());

    public static Pattern Text { get; } = new TextPattern(Next());

    public static Pattern Data(TextKind kind) => new DataPattern(Next(), kind);

    public static Pattern Attribute(NameKind name, Pattern value) => value == NotAllowed ? NotAllowed : new AttributePattern(Next(), name, value);

    public static Pattern Element(NameKind name, Func<Pattern> content) => new ElementPattern(Next(), name, new Lazy<Pattern>(content));

    /// <summary>A choice is a sorted list without duplicates: the same one never stands there in another order.</summary>
    public Pattern Choice(Pattern one, Pattern other)
    {
        if (one == NotAllowed || one == other)
            return other;
        if (other == NotAllowed)
            return one;
        if (one is ChoicePattern many)
            return Choice(many.One, Choice(many.Others, other));
        if (one == Empty && other.IsNullable)
            return other;
        if (other is not ChoicePattern list)
            return other == Empty && one.IsNullable ? one : one.Number < other.Number ? Chain(one, other) : Chain(other, one);
        if (one == list.One)
            return list;
        return one.Number < list.One.Number ? Chain(one, list) : Chain(list.One, Choice(one, list.Others));
    }

    public Pattern Optional(Pattern pattern) => Choice(Empty, pattern);

    public Pattern Group(Pattern first, Pattern second) =>
        first == NotAllowed || second == NotAllowed ? NotAllowed : first == Empty ? second : second == Empty ? first : Once<GroupPattern>(first, second, number => new GroupPattern(number, first, second));

    public Pattern Interleave(Pattern first, Pattern second)
    {
        if (first == NotAllowed || second == NotAllowed)
            return NotAllowed;
        if (first == Empty || second == Empty)
            return first == Empty ? second : first;
        var (one, other) = first.Number <= second.Number ? (first, second) : (second, first);
        return Once<InterleavePattern>(one, other, number => new InterleavePattern(number, one, other));
    }

    public Pattern OneOrMore(Pattern each) =>
        each == NotAllowed || each == Empty || each is OneOrMorePattern ? each : Once<OneOrMorePattern>(each, null, number => new OneOrMorePattern(number, each));

    public Pattern After(Pattern inside, Pattern then) =>
        inside == NotAllowed || then == NotAllowed ? NotAllowed : Once<AfterPattern>(inside, then, number => new AfterPattern(number, inside, then));

    private Pattern Chain(Pattern one, Pattern others) => Once<ChoicePattern>(one, others, number => new ChoicePattern(number, one, others));

    private Pattern Once<T>(Pattern first, Pattern? second, Func<long, T> make) where T : Pattern
    {
        // The parts of a grammar are read when a check needs them, and several may at once.
        lock (_lock)
        {
            var key = (typeof(T), first, second);
            if (_made.TryGetValue(key, out var known))
                return known;
            if (_made.Count >= most)
                throw new SchemaLimitException();
            return _made[key] = make(Next());
        }
    }

    private static long Next() => Interlocked.Increment(ref _last);
}

/// <summary>A text can't be checked with a reasonable effort.</summary>
internal sealed class SchemaLimitException() : Exception("The text is too involved to be checked.");
