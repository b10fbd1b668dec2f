using System.Xml.Linq;
using WebConsole.Hypervisor;

namespace WebConsole.Tests.Operations;

/// <summary>
/// A private host of libvirt's test driver: <c>test:///default</c> is shared by the whole process. Its machines run.
/// </summary>
internal sealed class TestHostFile : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public TestHostFile(params ReadOnlySpan<(string Name, MachineId Id)> machines) : this([], machines)
    {
    }

    /// <param name="others">Pools, networks, as the test driver's format has them.</param>
    /// <param name="machines">Names and numbers.</param>
    public TestHostFile(XElement[] others, params ReadOnlySpan<(string Name, MachineId Id)> machines)
    {
        var node = new XElement("node", others);
        foreach (var (name, id) in machines)
        {
            node.Add(new XElement("domain", new XAttribute("type", "test"),
                new XElement("name", name), new XElement("uuid", id.Uuid), new XElement("memory", new XAttribute("unit", "MiB"), 512),
                new XElement("vcpu", 2), new XElement("os", new XElement("type", "hvm"))));
        }
        File.WriteAllText(_directory["host.xml"], node.ToString());
    }

    public string Uri => $"test://{_directory["host.xml"]}";

    public void Dispose() => _directory.Dispose();
}
