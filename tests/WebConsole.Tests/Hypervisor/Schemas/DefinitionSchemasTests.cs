using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Schemas;
using Xunit;

namespace WebConsole.Tests.Hypervisor.Schemas;

/// <summary>The check of definitions by libvirt's schemas, compared with what libvirt itself says of the same texts.</summary>
public sealed class DefinitionSchemasTests : IDisposable
{
    private const string Machine = """
        <domain type='kvm'>
          <name>web-01</name>
          <memory unit='KiB'>1048576</memory>
          <vcpu>2</vcpu>
          <os>
            <type arch='x86_64'>hvm</type>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/images/web-01.qcow2'/>
              <target dev='vda' bus='virtio'/>
            </disk>
          </devices>
        </domain>
        """;

    private static readonly DefinitionSchemas Schemas = new();

    private readonly string _host = Path.GetTempFileName();

    public DefinitionSchemasTests() => File.WriteAllText(_host, "<node/>");

    public void Dispose() => File.Delete(_host);

    [Fact]
    public void RightDefinition_HasNoProblem()
    {
        Assert.True(Schemas.Has(ObjectKind.Machine));
        Assert.Empty(Schemas.Check(ObjectKind.Machine, Machine).Problems);
    }

    /// <summary>The editor asks, and then whoever takes what was edited.</summary>
    [Fact]
    public async Task LastText_IsNotCheckedAgain()
    {
        var schemas = new DefinitionSchemas();
        var found = await schemas.CheckAsync(ObjectKind.Machine, Machine);

        Assert.Same(found, schemas.CheckOnce(ObjectKind.Machine, Machine));
        Assert.NotSame(found, schemas.CheckOnce(ObjectKind.Network, Machine));
        Assert.NotEmpty(schemas.CheckOnce(ObjectKind.Machine, Machine.Replace("<vcpu>2", "<vcpu>two", StringComparison.Ordinal)).Problems);
    }

    [Theory]
    [InlineData("<vcpu>2</vcpu>", "<vcpu>two</vcpu>", 4, "<vcpu> can't be \"two\"; it is a number from 1.")]
    [InlineData("<vcpu>2</vcpu>", "<vcpus2>2</vcpus2>", 4, "<vcpus2> may not stand in <domain>. Did you mean <vcpus>?")]
    [InlineData("device='disk'", "device='floppi'", 9, "device of <disk> can't be \"floppi\"; it is cdrom, disk or floppy.")]
    [InlineData("bus='virtio'", "buss='virtio'", 11, "<target> has no attribute buss here. Did you mean bus?")]
    [InlineData("<target dev='vda' bus='virtio'/>", "<target bus='virtio'/>", 11, "<target> lacks the attribute dev.")]
    [InlineData("      <target dev='vda' bus='virtio'/>\n", "", 9, "<disk> lacks <target>.")]
    [InlineData("<source file='/images/web-01.qcow2'/>", "<source file='/images/web-01.qcow2' protocol='nbd'/>", 10, "<source> has no attribute protocol here.")]
    public void Problem_IsSaidAtItsLine(string right, string wrong, int line, string said)
    {
        var problem = Assert.Single(Schemas.Check(ObjectKind.Machine, Machine.Replace(right, wrong, StringComparison.Ordinal)).Problems);

        Assert.Equal(said, problem.Message);
        Assert.Equal(line, problem.Line);
    }

    [Fact]
    public void SeveralProblems_AreAllSaid()
    {
        var text = Machine.Replace("<vcpu>2</vcpu>", "<vcpu>two</vcpu>", StringComparison.Ordinal).Replace("bus='virtio'", "bus='warp'", StringComparison.Ordinal);

        Assert.Equal([4, 11], Schemas.Check(ObjectKind.Machine, text).Problems.Select(problem => problem.Line));
    }

    [Theory]
    [InlineData("<domain>\n  <name>a</nmae>\n</domain>", 2)]
    [InlineData("<!DOCTYPE domain [<!ENTITY a 'b'>]>\n<domain>&a;</domain>", 1)]
    [InlineData("", 1)]
    [Trait("Attack", "J3")]
    public void BrokenText_IsSaidAtItsLine(string text, int line)
    {
        var check = Schemas.Check(ObjectKind.Machine, text);

        Assert.False(check.IsXml);
        Assert.Equal(line, Assert.Single(check.Problems).Line);
    }

    [Fact]
    [Trait("Attack", "J3")]
    public void InvolvedTexts_EndInBoundedTime()
    {
        var many = string.Concat(Enumerable.Range(0, 3000).Select(number => $"<x{number} a='{number}'/><disk type='{number}'><source><source/></source></disk>"));

        Assert.InRange(Schemas.Check(ObjectKind.Machine, $"<domain type='kvm'><devices>{many}</devices></domain>").Problems.Count, 1, 200);
    }

    /// <summary>Each definition of the tests, and each with one thing changed in it, is judged as libvirt judges it.</summary>
    [Fact]
    public void Verdicts_AreThoseOfLibvirt()
    {
        using var connection = LibvirtConnection.Open($"test://{_host}");
        var files = Directory.GetFiles(Path.Combine(Repository(), "tests", "Libvirt.Tests", "Xml", "Fixtures"), "domain-*.xml")
            .Where(file => !file.Contains("capabilities", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            Compare(connection, file, text);
            foreach (var (what, changed) in Changed(text))
                Compare(connection, $"{Path.GetFileName(file)}: {what}", changed);
        }
    }

    /// <summary>Some of the changes that can be made, evenly over the definition.</summary>
    private static IEnumerable<(string What, string Text)> Changed(string text)
    {
        const int Samples = 24;
        var count = SafeXml.Parse(text).Root!.DescendantsAndSelf().Sum(element => 1 + element.Attributes().Count());
        for (var sample = 0; sample < Samples; sample++)
        {
            var document = SafeXml.Parse(text);
            var places = document.Root!.DescendantsAndSelf().SelectMany(element => element.Attributes().Cast<XObject>().Prepend(element)).ToArray();
            var place = places[(int)((long)sample * count / Samples)];
            if (place == document.Root)
                continue;
            var what = $"{(sample % 2 == 0 ? "without" : "another")} {(place is XElement element ? element.Name.LocalName : $"{((XAttribute)place).Parent!.Name.LocalName}@{((XAttribute)place).Name.LocalName}")}";
            if (place is XAttribute attribute)
            {
                if (attribute.IsNamespaceDeclaration)
                    continue;
                if (sample % 2 == 0)
                    attribute.Remove();
                else
                    attribute.Value = "warp-9";
            }
            else if (sample % 2 == 0)
            {
                ((XElement)place).Remove();
            }
            else
            {
                ((XElement)place).Name = "warp";
            }
            yield return (what, SafeXml.Format(document));
        }
    }

    private static void Compare(LibvirtConnection connection, string what, string text)
    {
        string? refusal = null;
        try
        {
            using var domain = connection.DefineDomain(text, DomainDefineFlags.Validate);
            domain.Undefine();
        }
        catch (LibvirtException error)
        {
            refusal = error.Code is LibvirtErrorCode.XmlInvalidSchema ? error.Message : null;
        }
        var problems = Schemas.Check(ObjectKind.Machine, text).Problems;
        Assert.True(refusal is not null == problems.Count > 0, $"{what}: libvirt says {refusal ?? "nothing of the schema"}; here: {string.Join(" ", problems)}");
    }

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));
}
