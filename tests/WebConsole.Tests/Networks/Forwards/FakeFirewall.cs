using WebConsole.Hypervisor.Forwards;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>Programs that say that they are those of the firewall, and all the places that root has, in a directory.</summary>
internal sealed class FakeFirewall : IDisposable
{
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("webconsole-firewall-");

    public FakeFirewall()
    {
        foreach (var directory in new[] { "programs", "libvirt/qemu", "libvirt/network" })
            Directory.CreateDirectory(In(directory));
        // What it is told with -f it keeps, and what root has written down by then.
        Install("nft", $"""
            #!/bin/sh
            cd {In("")}
            case $1-$2 in
                list-chain) cat libvirts 2> /dev/null || exit 1 ;;
                list-table) cat table 2> /dev/null || exit 1 ;;
                *)
                    echo asked >> asked
                    rm -rf seen
                    cp -r run seen
                    if [ -e refusal ]; then cat refusal >&2; exit 1; fi
                    cp "$2" table ;;
            esac
            """);
        Install("iptables", $"#!/bin/sh\ncd {In("")}\n[ ! -e locked ] || {{ echo Another app holds the lock >&2; exit 4; }}\ncat chains 2> /dev/null || true\n");
        Install("iptables-restore", $"#!/bin/sh\ncd {In("")}\ncp \"$3\" passing\n{{ echo '-N WEBCONSOLE_FORWARDS'; echo '-A FORWARD -j WEBCONSOLE_FORWARDS'; grep '^-A WEBCONSOLE' \"$3\" || true; }} > chains\n");
        Install("hook", "#!/bin/sh\n", "");
        Places = new ForwardPlaces { Run = In("run"), Hook = In("hook"), Helper = In("helper"), Libvirt = In("libvirt"), Programs = In("programs"), IsRoot = true, Patience = TimeSpan.FromSeconds(20) };
    }

    public ForwardPlaces Places { get; init; }

    public ForwardFiles Files => new(Places);

    /// <summary>The ports of a machine that are in force, as root has written it down.</summary>
    public string PortsOf(Guid machine) => string.Join(' ', Files.Read(machine).Select(known => known.What.Port));

    /// <summary>How often rules were written, or refused.</summary>
    public int Asked => File.Exists(In("asked")) ? File.ReadLines(In("asked")).Count() : 0;

    /// <summary>The rules that it has.</summary>
    public string Rules => File.Exists(In("table")) ? File.ReadAllText(In("table")) : "";

    /// <summary>What it says to whoever writes rules; <c>null</c> if it takes them.</summary>
    public string? Refusal
    {
        set
        {
            if (value is null)
                File.Delete(In("refusal"));
            else
                File.WriteAllText(In("refusal"), value);
        }
    }

    public string In(string path) => Path.Combine(_root.FullName, path);

    public void Install(string name, string text, string directory = "programs")
    {
        var path = In(Path.Combine(directory, name));
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, Program);
    }

    /// <summary>Has a machine run as far as libvirt's files tell, with forwards on the network <c>default</c>, which keeps its address.</summary>
    public void Run(Guid machine, string own) => File.WriteAllText(In($"libvirt/qemu/{machine:D}.xml"), $"<domstatus state='running' pid='{Environment.ProcessId}'>{TestForwards.Definition(machine, own)}</domstatus>");

    public void Stop(Guid machine) => File.Delete(In($"libvirt/qemu/{machine:D}.xml"));

    public void AddNetwork() => File.WriteAllText(In("libvirt/network/default.xml"), $"<networkstatus>{TestForwards.Network}</networkstatus>");

    public void Dispose() => _root.Delete(recursive: true);
}
