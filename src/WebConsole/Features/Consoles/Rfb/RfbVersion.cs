namespace WebConsole.Features.Consoles.Rfb;

/// <summary>The three versions of RFB; any other version number behaves as one of them.</summary>
internal enum RfbVersion
{
    V33 = 3,
    V37 = 7,
    V38 = 8,
}

internal static class RfbVersions
{
    /// <summary>Length of <c>RFB 003.008\n</c>.</summary>
    public const int Length = 12;

    /// <summary>
    /// The highest version of a server, by its greeting: odd minors below 3.7 are 3.3, all above 3.8 are 3.8.
    /// </summary>
    public static RfbVersion OfServer(ReadOnlySpan<byte> greeting)
    {
        if (!greeting.StartsWith("RFB "u8) || greeting[7] != '.' || greeting[11] != '\n'
            || !TryNumber(greeting[4..7], out var major) || !TryNumber(greeting[8..11], out var minor)
            || major < 3 || (major == 3 && minor < 3))
            throw new RfbProtocolException("the server did not greet as an RFB server");
        return (major, minor) switch
        {
            (3, < 7) => RfbVersion.V33,
            (3, 7) => RfbVersion.V37,
            _ => RfbVersion.V38,
        };
    }

    /// <summary>
    /// The version that a client chose. Only the three exact spellings are accepted, because servers interpret others
    /// differently.
    /// </summary>
    public static RfbVersion OfClient(ReadOnlySpan<byte> answer)
    {
        if (answer.SequenceEqual("RFB 003.008\n"u8))
            return RfbVersion.V38;
        if (answer.SequenceEqual("RFB 003.007\n"u8))
            return RfbVersion.V37;
        if (answer.SequenceEqual("RFB 003.003\n"u8))
            return RfbVersion.V33;
        throw new RfbProtocolException("the client chose an RFB version that does not exist");
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            number = number * 10 + (digit - '0');
        }
        return true;
    }
}
