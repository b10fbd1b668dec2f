using WebConsole.Hypervisor.Connections;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class ConfiguredHostTests
{
    [Theory]
    [InlineData("qemu:///system", true, false)]
    [InlineData("lxc:///system", true, false)]
    [InlineData("qemu+unix:///system?socket=/run/other", true, false)]
    [InlineData("qemu+ssh://root@far.example/system", false, false)]
    [InlineData("qemu+tls://far.example/system", false, false)]
    [InlineData("test:///default", false, true)]
    public void Uri_TellsWhereLibvirtRuns(string uri, bool local, bool shared)
    {
        var host = new ConfiguredHost("host", uri);
        Assert.Equal(local, host.IsLocal);
        Assert.Equal(shared, host.SharesConnection);
        Assert.Equal(!local && !shared, host.IsRemote);
    }

    [Theory]
    [InlineData("qemu+ssh://root:secret@far.example:22/system?keyfile=/etc/webconsole/key", "qemu+ssh://root@far.example:22/system?keyfile=/etc/webconsole/key")]
    [InlineData("qemu+ssh://root@far/system", "qemu+ssh://root@far/system")]
    [InlineData("qemu+ssh://root:a:b%40c@far/system", "qemu+ssh://root@far/system")]
    [InlineData("qemu+ssh://:secret@far/system", "qemu+ssh://far/system")]
    [InlineData("qemu:///system?socket=/run/my libvirt/sock", "qemu:///system?socket=/run/my%20libvirt/sock")]
    [InlineData("qemu:///system", "qemu:///system")]
    public void DisplayUri_LeavesOutAPasswordAndNothingElse(string uri, string shown) => Assert.Equal(shown, new ConfiguredHost("host", uri).DisplayUri);
}
