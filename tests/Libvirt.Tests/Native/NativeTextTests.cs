using System.Text;
using Libvirt.Native;
using Xunit;

namespace Libvirt.Tests.Native;

public sealed unsafe class NativeTextTests
{
    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("plain.img", "plain.img")]
    [InlineData("caf\u00e9.img", @"caf\xe9.img")]
    [InlineData("caf\u00e8.img", @"caf\xe8.img")]
    [InlineData(@"caf\xe9.img", @"caf\x5cxe9.img")]
    [InlineData(@"caf\x5cxe9.img", @"caf\x5cx5cxe9.img")]
    [InlineData(@"C:\x64\xE9\xz\x", @"C:\x64\xE9\xz\x")]
    [InlineData("\\\u00e9", @"\\xe9")]
    [InlineData("\\x\u00e9", @"\x\xe9")]
    [InlineData("\\xe\u00e99", @"\xe\xe99")]
    [InlineData("\u00c3", @"\xc3")]
    [InlineData("\u00c3\u00a9", "é")]
    [InlineData("\u00ed\u00a0\u0080", @"\xed\xa0\x80")]
    [InlineData("\u00c0\u00af", @"\xc0\xaf")]
    [InlineData("\u00f0\u009f\u0096\u00a5\u00f0\u009f", @"🖥\xf0\x9f")]
    [InlineData("\u0085\u00e2\u0080\u00ae", @"\x85\u202e")]
    [InlineData("a\u007f\u0001b\n\t", @"a\u007f\u0001b" + "\n\t")]
    [InlineData("\u00c2\u0085", @"\u0085")]
    [InlineData("\u00ef\u00bb\u00bf", @"\ufeff")]
    [InlineData("\u00e2\u0080\u00a8", @"\u2028")]
    [InlineData("\u00f3\u00a0\u0080\u0081", @"\U000e0001")]
    [InlineData(@"\u202e", @"\x5cu202e")]
    [InlineData("\\u202\u00e2\u0080\u00ae", @"\u202\u202e")]
    [InlineData("\\\u00e2\u0080\u00ae", @"\\u202e")]
    [InlineData(@"\u0041\u202E\U0000202e\ud800", @"\u0041\u202E\U0000202e\ud800")]
    public void Bytes_AreReadApart_AndGoBackAsTheyCame(string bytesAsLatin1, string text)
    {
        var bytes = Latin1(bytesAsLatin1);

        Assert.Equal(text, NativeText.Decode(bytes));
        Assert.Equal(bytes, NativeText.Encode(text));
    }

    /// <summary>Otherwise one object would have two names, and so two claims and two histories.</summary>
    [Theory]
    [Trait("Attack", "J1")]
    [InlineData(@"caf\xc3\xa9.img")]
    [InlineData(@"\x5c.img")]
    [InlineData(@"\x5c\x5c")]
    public void BytesOfWhatHasLetters_AreRefused(string text) =>
        Assert.Equal(LibvirtErrorCode.InvalidArgument, Assert.Throws<LibvirtException>(() => NativeText.Encode(text)).Code);

    /// <summary>What people write is no name: each letter stands for itself, on the way out and back.</summary>
    [Theory]
    [Trait("Attack", "J1")]
    [InlineData(@"a byte: \xe9")]
    [InlineData(@"\x5c, \x5cxe9, \\x5c")]
    [InlineData(@"\u202e and \U000e0001")]
    [InlineData(@"\u0000 \x41 C:\x64\new \xc3\xa9 \")]
    [InlineData("plain é")]
    public void Words_AreTheirOwnLetters(string words)
    {
        var bytes = NativeText.EncodeDocument(NativeText.Escape(words));

        Assert.Equal(words, Encoding.UTF8.GetString(bytes));
        Assert.Equal(words, NativeText.Literal(NativeText.Decode(bytes)));
    }

    /// <summary>In a document that someone has edited as a text; libvirt takes no document with bytes that are no UTF-8.</summary>
    [Fact]
    [Trait("Attack", "J1")]
    public void Document_HoldsNoBytesThatAreNoText() => Assert.Equal(@"<a>\xe9 \xe9</a>", Encoding.UTF8.GetString(NativeText.EncodeDocument(@"<a>\xe9 \x5cxe9</a>")));

    /// <summary>C would end the text there, and it would name another object.</summary>
    [Theory]
    [Trait("Attack", "J1")]
    [InlineData(@"run.raw\u0000x")]
    [InlineData(@"run.raw\U00000000x")]
    public void NoEscape_StandsForAZero(string text) => Assert.DoesNotContain((byte)0, NativeText.Encode(text));

    [Fact]
    public void AnyBytes_GoBackAsTheyCame()
    {
        var random = new Random(4711);
        var letters = Latin1("\\x5ce9au20\u00ae\u00e2\u00e9\u00c3\u0080\u00f0\u009f");
        var seen = new Dictionary<string, string>();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = random.GetItems(letters, random.Next(1, 12));

            var text = NativeText.Decode(bytes);

            Assert.Equal(bytes, NativeText.Encode(text));
            Assert.DoesNotContain('\uFFFD', text);
            Assert.Equal(Convert.ToHexString(bytes), seen.TryAdd(text, Convert.ToHexString(bytes)) ? Convert.ToHexString(bytes) : seen[text]);
        }
    }

    [Fact]
    public void Marshaller_PassesTheSameBytes()
    {
        var native = NativeTextMarshaller.ConvertToUnmanaged(@"caf\xe9.img");
        try
        {
            Assert.Equal(Latin1("caf\u00e9.img"), NativeText.Bytes(native, 100));
            Assert.Equal(@"caf\xe9.img", NativeTextMarshaller.ConvertToManaged(native));
        }
        finally
        {
            NativeTextMarshaller.Free(native);
        }
        Assert.True(NativeTextMarshaller.ConvertToUnmanaged(null) is null);
        Assert.Null(NativeTextMarshaller.ConvertToManaged(null));
    }

    [Fact]
    public void NameGivenToLibvirt_IsTheBytesThatItStandsFor()
    {
        using var connection = LibvirtConnection.Open("test:///default");

        // If libvirt had received the escape as text, it would come back as an escaped backslash.
        Assert.Contains(@"'caf\xe9'", Assert.Throws<LibvirtException>(() => connection.LookupNodeDevice(@"caf\xe9")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HalfACharacter_IsRefused()
    {
        using var connection = LibvirtConnection.Open("test:///default");

        Assert.Equal(LibvirtErrorCode.InvalidArgument, Assert.Throws<LibvirtException>(() => connection.LookupDomain("half \ud83d")).Code);
    }

    [Fact]
    public void TextOfC_IsPassedInNoOtherWay() => Assert.DoesNotContain(
        Directory.EnumerateFiles(Path.Combine(Root(), "src", "Libvirt"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("StringMarshalling.", StringComparison.Ordinal) || text.Contains("PtrToString", StringComparison.Ordinal))),
        _ => true);

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "WebConsole.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }
}
