#!/usr/bin/env python3
"""A desktop's services on the session bus, for tests: who shows notifications, and who is asked not
to suspend or log out. Each call is a JSON line on the standard output; `click ID` on the standard
input is a person who clicks a notification.

`Desktop` is the side of the test, the program the other.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import subprocess
import sys
import tempfile

from gi.repository import Gio, GLib

NOTIFICATIONS = 'org.freedesktop.Notifications'
SESSION = 'org.gnome.SessionManager'
INTERFACES = f"""
<node>
  <interface name='{NOTIFICATIONS}'>
    <method name='GetCapabilities'><arg type='as' direction='out'/></method>
    <method name='GetServerInformation'>
      <arg type='s' direction='out'/><arg type='s' direction='out'/>
      <arg type='s' direction='out'/><arg type='s' direction='out'/>
    </method>
    <method name='Notify'>
      <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
      <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
      <arg type='a{{sv}}' direction='in'/><arg type='i' direction='in'/>
      <arg type='u' direction='out'/>
    </method>
    <method name='CloseNotification'><arg type='u' direction='in'/></method>
    <signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>
    <signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>
  </interface>
  <interface name='{SESSION}'>
    <method name='Inhibit'>
      <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
      <arg type='u' direction='in'/><arg type='u' direction='out'/>
    </method>
    <method name='Uninhibit'><arg type='u' direction='in'/></method>
    <method name='RegisterClient'>
      <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='o' direction='out'/>
    </method>
    <method name='IsSessionRunning'><arg type='b' direction='out'/></method>
    <property name='SessionIsActive' type='b' access='read'/>
  </interface>
</node>"""


class Desktop:
    """The services in a process of their own, and what they were asked."""

    def __init__(self):
        self.output = tempfile.NamedTemporaryFile('w+', prefix='natter-desktop-')
        self.process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE,
                                        stdout=self.output, text=True)

    def calls(self, method=None):
        """Oldest first, as (method, arguments)."""
        lines = pathlib.Path(self.output.name).read_text().splitlines(keepends=True)
        # A line without its end is still being written.
        found = [tuple(json.loads(line)) for line in lines if line.endswith('\n')]
        return [call for call in found if not method or call[0] == method]

    def is_ready(self):
        return bool(self.calls('ready'))

    def notifications(self):
        """What is to be seen now: the number, summary and text of each."""
        seen = {}
        for method, arguments in self.calls():
            if method == 'Notify':
                seen[arguments['number']] = (arguments['summary'], arguments['body'])
            elif method == 'CloseNotification':
                seen.pop(arguments['number'], None)
        return seen

    def inhibitions(self):
        """What is asked for now: the flags and the reason of each."""
        asked = {}
        for method, arguments in self.calls():
            if method == 'Inhibit':
                asked[arguments['cookie']] = (arguments['flags'], arguments['reason'])
            elif method == 'Uninhibit':
                asked.pop(arguments['cookie'], None)
        return list(asked.values())

    def click(self, number):
        self.process.stdin.write(f'click {number}\n')
        self.process.stdin.flush()

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.output.close()


def tell(method, **arguments):
    print(json.dumps([method, arguments]), flush=True)


class Services:

    def __init__(self):
        self.last = 0
        self.names = 0
        self.loop = GLib.MainLoop()
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        notifications, session = Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces
        self.bus.register_object('/org/freedesktop/Notifications', notifications, self.call)
        self.bus.register_object('/org/gnome/SessionManager', session, self.call,
                                 lambda *_: GLib.Variant('b', True))
        for name in (NOTIFICATIONS, SESSION):
            Gio.bus_own_name_on_connection(self.bus, name, Gio.BusNameOwnerFlags.NONE, self.owned,
                                           None)
        GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT,
                          GLib.IOCondition.IN | GLib.IOCondition.HUP, self.command)
        self.loop.run()

    def owned(self, *_):
        self.names += 1
        if self.names == 2:
            tell('ready')

    def call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        invocation.return_value(getattr(self, method)(*parameters.unpack()))

    def command(self, *_):
        line = sys.stdin.readline()
        if not line:
            self.loop.quit()
            return False
        _, number = line.split()
        self.emit('ActionInvoked', '(us)', int(number), 'default')
        # What was clicked is done with.
        tell('CloseNotification', number=int(number))
        self.emit('NotificationClosed', '(uu)', int(number), 2)
        return True

    def emit(self, name, signature, *arguments):
        self.bus.emit_signal(None, '/org/freedesktop/Notifications', NOTIFICATIONS, name,
                             GLib.Variant(signature, arguments))

    # What is asked of the services; the names are the interfaces'

    def GetCapabilities(self):
        return GLib.Variant('(as)', (['actions', 'body'],))

    def GetServerInformation(self):
        return GLib.Variant('(ssss)', ('fake', 'fake', '1', '1.2'))

    def Notify(self, _name, replaces, _icon, summary, body, actions, hints, _timeout):
        if not replaces:
            self.last += 1
        number = replaces or self.last
        tell('Notify', number=number, summary=summary, body=body, actions=actions,
             category=hints.get('category'))
        return GLib.Variant('(u)', (number,))

    def CloseNotification(self, number):
        tell('CloseNotification', number=number)

    def Inhibit(self, _name, _window, reason, flags):
        self.last += 1
        tell('Inhibit', cookie=self.last, reason=reason, flags=flags)
        return GLib.Variant('(u)', (self.last,))

    def Uninhibit(self, cookie):
        tell('Uninhibit', cookie=cookie)

    # Of the accessibility bus

    def RegisterClient(self, _name, _startup):
        return GLib.Variant('(o)', ('/org/gnome/SessionManager/Client1',))

    def IsSessionRunning(self):
        return GLib.Variant('(b)', (True,))


if __name__ == '__main__':
    Services()
