using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml;

namespace WebConsole.Hypervisor.Schemas.RelaxNg;

/// <summary>A kind of text: one word, or one of XML Schema's types with its limits.</summary>
internal abstract record TextKind
{
    public abstract bool Has(string text);

    /// <summary>Without white space around it, and with single blanks in it.</summary>
    protected static string Collapsed(string text) => string.Join(' ', text.Split((char[]?)[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>One word.</summary>
internal sealed record WordKind(string Word) : TextKind
{
    public override bool Has(string text) => text == Word || Collapsed(text) == Word;
}

/// <summary>A type of XML Schema.</summary>
internal sealed record TypeKind(string Type) : TextKind
{
    private static readonly Dictionary<string, (BigInteger? Least, BigInteger? Most)> Integers = new()
    {
        ["integer"] = (null, null),
        ["positiveInteger"] = (1, null),
        ["nonNegativeInteger"] = (0, null),
        ["long"] = (long.MinValue, long.MaxValue),
        ["int"] = (int.MinValue, int.MaxValue),
        ["short"] = (short.MinValue, short.MaxValue),
        ["unsignedLong"] = (0, ulong.MaxValue),
        ["unsignedInt"] = (0, uint.MaxValue),
        ["unsignedShort"] = (0, ushort.MaxValue),
        ["unsignedByte"] = (0, byte.MaxValue),
    };

    public IReadOnlyList<Regex> Patterns { get; init; } = [];

    public decimal? Least { get; init; }

    public decimal? Most { get; init; }

    public int? MostLetters { get; init; }

    /// <summary>What is accepted, in words; <c>null</c> where there is nothing short to say.</summary>
    public string? Said => Least is not null || Most is not null ? $"a number{(Least is { } least ? $" from {least}" : "")}{(Most is { } most ? $" up to {most}" : "")}"
        : Integers.ContainsKey(Type) ? "a whole number" : null;

    public override bool Has(string text)
    {
        var value = Type == "string" ? text : Collapsed(text);
        return IsOfType(value) && Patterns.All(pattern => pattern.IsMatch(value)) && value.Length <= (MostLetters ?? int.MaxValue) && IsWithin(value);
    }

    private bool IsOfType(string value)
    {
        if (Integers.TryGetValue(Type, out var limits))
            return BigInteger.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && value.Length < 100 && !(number < limits.Least) && !(number > limits.Most);
        return Type switch
        {
            "double" or "float" or "decimal" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "dateTime" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "NCName" => value.Length > 0 && XmlConvert.IsStartNCNameChar(value[0]) && value.All(XmlConvert.IsNCNameChar),
            _ => true,
        };
    }

    private bool IsWithin(string value) => (Least is null && Most is null)
        || (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !(number < Least) && !(number > Most));
}
