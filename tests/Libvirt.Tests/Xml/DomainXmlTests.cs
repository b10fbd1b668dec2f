using System.Xml.Linq;
using Libvirt.Xml;
using Xunit;

namespace Libvirt.Tests.Xml;

public sealed class DomainXmlTests
{
    [Fact]
    public void BalloonPeriod_Written_ChangesThatLineAlone()
    {
        var (removed, added) = Edit("domain-linux", d => d.MemoryBalloon!.Period = 2);

        Assert.Equal(["""      <stats period="5" />"""], removed);
        Assert.Equal(["""      <stats period="2" />"""], added);
    }

    [Fact]
    public void MissingElements_Written_ComeLaidOutLikeTheirNeighbours()
    {
        var (removed, added) = Edit("domain-linux", d =>
        {
            d.IoThreads = 1;
            d.Disks[0].Serial = "S1";
            d.MemorySource = "memfd";
        });

        Assert.Empty(removed);
        Assert.Equal(
        [
            "      <serial>S1</serial>",
            "  <iothreads>1</iothreads>",
            "  <memoryBacking>",
            """    <source type="memfd" />""",
            "  </memoryBacking>",
        ], added);
    }

    [Fact]
    public void ElementWithNothingInside_GetsItsFirstChildIndented()
    {
        var (removed, added) = Edit("domain-windows", d => d.MemoryBalloon!.Period = 5);

        Assert.Equal(["""    <memballoon model="none" />"""], removed);
        Assert.Equal(["""    <memballoon model="none">""", """      <stats period="5" />""", "    </memballoon>"], added);
    }

    [Fact]
    public void ValueRemoved_TakesWhatItLeavesBareWithIt()
    {
        var (removed, added) = Edit("domain-windows", d => d.Disks[0].BootOrder = null);

        Assert.Equal(["""      <boot order="1" />"""], removed);
        Assert.Empty(added);
    }

    [Fact]
    public void ValueRemoved_LeavesAnElementThatSaysMore()
    {
        var (removed, added) = Edit("domain-windows", d => d.Disks[0].Cache = null);

        Assert.Equal(["""      <driver name="qemu" type="qcow2" cache="none" io="native" />"""], removed);
        Assert.Equal(["""      <driver name="qemu" type="qcow2" io="native" />"""], added);
    }

    [Fact]
    public void SameValue_Written_ChangesNothing()
    {
        var (removed, added) = Edit("domain-hostile", d =>
        {
            d.Title = d.Title;
            d.Name = d.Name;
            d.OsType = d.OsType;
        });

        Assert.Empty(removed);
        Assert.Empty(added);
    }

    [Theory]
    [InlineData(4L << 30, "GiB", "4")]
    [InlineData(1_000_000_000L, "b", "1000000000")]
    public void Memory_Written_KeepsItsUnitWhereItDivides(long bytes, string unit, string number)
    {
        var domain = Fixture.Domain("domain-windows");

        domain.MemoryBytes = bytes;

        var memory = domain.Element.Element("memory")!;
        Assert.Equal((unit, number), (memory.Attribute("unit")!.Value, memory.Value));
        Assert.Equal(bytes, domain.MemoryBytes);
    }

    [Theory]
    [InlineData("1", "KiB", 1024L)]
    [InlineData("1", "k", 1024L)]
    [InlineData("1", "KB", 1000L)]
    [InlineData("3", "mib", 3L << 20)]
    [InlineData("7", "E", 7L << 60)]
    [InlineData("8", "E", null)]
    [InlineData("1", "bytes", 1L)]
    [InlineData(" 12 ", "b", 12L)]
    [InlineData("-1", "b", null)]
    [InlineData("1.5", "GiB", null)]
    [InlineData("1", "KiBi", null)]
    [InlineData("1", "", null)]
    public void Memory_OfAnyUnit_IsBytesOrUnknown(string number, string unit, long? bytes)
    {
        var domain = new DomainXml(new XElement("domain", new XElement("memory", new XAttribute("unit", unit), number)));

        Assert.Equal(bytes, domain.MemoryBytes);
    }

    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("'; rm -rf / #")]
    [InlineData("</title><emulator>/bin/sh</emulator>")]
    [InlineData("]]>&amp;<!--")]
    [InlineData("\u202Egnp.exe 🎉 \r\n\ttabbed")]
    public void HostileText_Written_ComesBackAsItWas(string text)
    {
        var domain = Fixture.Domain("domain-linux");

        domain.Title = text;
        domain.Disks[0].Source.File = text;
        var again = DomainXml.Parse(Fixture.Document(domain));

        Assert.Equal((text, text), (again.Title, again.Disks[0].Source.File));
        Assert.Equal("/usr/bin/qemu-system-x86_64", again.Emulator);
    }

    [Theory]
    [Trait("Attack", "J1")]
    [InlineData("a\0b")]
    [InlineData("\u001b[31m")]
    [InlineData("\uffff")]
    [InlineData("half a letter")]
    public void TextThatXmlCannotHold_IsRefusedWhereItIsWritten(string text)
    {
        // An attribute's argument cannot hold half of a surrogate pair.
        text = text == "half a letter" ? "\ud83c!" : text;
        var domain = Fixture.Domain("domain-linux");
        var before = Fixture.Document(domain);

        Assert.Throws<ArgumentException>(() => domain.Title = text);
        Assert.Equal(before, Fixture.Document(domain));
    }

    [Fact]
    public void MetadataOfANamespace_IsFoundAmongOthers()
    {
        var domain = Fixture.Domain("domain-hostile");

        Assert.Equal("note", domain.MetadataOf("urn:evil")?.Name.LocalName);
        Assert.Null(domain.MetadataOf("urn:unheard-of"));
    }

    [Fact]
    [Trait("Attack", "V2")]
    public void GraphicsPassword_AppearsInNoProperty() =>
        Assert.DoesNotContain("not-for-display", ViewReader.Describe(Fixture.Domain("domain-everything")), StringComparison.Ordinal);

    /// <summary>Each edit changes one line of a fixture, and in it one text; quotation marks are left out.</summary>
    internal static void AssertEachChangesItsTextAlone(string name, (string Line, string Was, string Is, Action<DomainXml> Edit)[] edits)
    {
        foreach (var (line, was, becomes, edit) in edits)
        {
            var (removed, added) = Edit(name, edit);

            var old = Bare(Assert.Single(removed));
            Assert.StartsWith(line, old.TrimStart(), StringComparison.Ordinal);
            Assert.Contains(was, old, StringComparison.Ordinal);
            Assert.Equal(old.Replace(was, becomes, StringComparison.Ordinal), Bare(Assert.Single(added)));
        }

        static string Bare(string line) => line.Replace("\"", "", StringComparison.Ordinal);
    }

    internal static (IEnumerable<string> Removed, IEnumerable<string> Added) Edit(string name, Action<DomainXml> edit)
    {
        var domain = Fixture.Domain(name);
        var before = Fixture.Document(domain).Split('\n');
        edit(domain);
        var after = Fixture.Document(domain).Split('\n');
        return (Without(before, after), Without(after, before));
    }

    /// <summary>The lines that the other text lacks, with their counts.</summary>
    private static List<string> Without(string[] lines, string[] others)
    {
        var rest = others.ToList();
        return [.. lines.Where(line => !rest.Remove(line))];
    }
}
