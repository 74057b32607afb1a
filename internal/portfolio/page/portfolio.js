(function(){
var d=document,t=d.getElementById('svc'),b=t.tBodies[0],all=[].slice.call(b.rows),q=d.getElementById('q'),s=d.getElementById('fs'),w=d.getElementById('ft'),n=d.getElementById('n'),more=d.getElementById('more'),cap=100,column=-1,up=true;
var rows=all.map(function(r){var c=r.cells,m=c[2].childNodes;return {r:r,text:r.textContent.toLowerCase(),team:c[1].textContent,state:(m[1]||m[0]).textContent.trim()}});
d.querySelector('.tools').hidden=false;
function run(){var v=q.value.toLowerCase(),k=0;
rows.forEach(function(x){var ok=(!s.value||x.state===s.value)&&(!w.value||x.team===w.value)&&(!v||x.text.indexOf(v)>=0);
if(ok)k++;x.r.hidden=!ok||k>cap});
n.textContent=(k>cap?'first '+cap+' of ':'')+k.toLocaleString('en')+' of '+rows.length.toLocaleString('en')+' services';
more.hidden=k<=cap;more.textContent='Show all '+k.toLocaleString('en')}
function keep(){var p=new URLSearchParams();if(q.value)p.set('find',q.value);if(s.value)p.set('state',s.value);if(w.value)p.set('team',w.value);
if(column>=0)p.set('sort',(up?'':'-')+column);
var h=p.toString();try{history.replaceState(null,'',h?'#'+h:location.pathname+location.search)}catch(e){location.hash=h}}
function again(){cap=100;run();keep()}
function sort(){var heads=t.tHead.rows[0].cells;[].forEach.call(heads,function(o){o.removeAttribute('aria-sort')});
if(column<0)return;heads[column].setAttribute('aria-sort',up?'ascending':'descending');
function key(r){var y=r.cells[column].textContent;return column===3?(y?parseFloat(y):''):y}
rows.forEach(function(x){x.k=key(x.r)});
rows.sort(function(a,z){if(a.k===''||z.k==='')return a.k===z.k?0:a.k===''?1:-1;return (a.k<z.k?-1:a.k>z.k?1:0)*(up?1:-1)});
var f=d.createDocumentFragment();rows.forEach(function(x){f.appendChild(x.r)});b.appendChild(f)}
function load(){var p=new URLSearchParams(location.hash.slice(1)),o=p.get('sort')||'';
q.value=p.get('find')||'';s.value=p.get('state')||'';w.value=p.get('team')||'';
column=/^-?[0-36]$/.test(o)||/^-?5$/.test(o)?Math.abs(parseInt(o,10)):-1;up=o.charAt(0)!=='-';sort();cap=100;run()}
[q,s,w].forEach(function(x){x.addEventListener('input',again)});
more.addEventListener('click',function(){cap=1e9;run();n.focus()});
d.getElementById('clear').addEventListener('click',function(){q.value=s.value=w.value='';again();q.focus()});
[].forEach.call(t.tHead.rows[0].cells,function(h,c){if(c===4)return;var x=d.createElement('button');x.type='button';x.textContent=h.textContent;h.textContent='';h.appendChild(x);
x.addEventListener('click',function(){up=column===c?!up:true;column=c;sort();again()})});
d.querySelectorAll('[data-show]').forEach(function(a){a.addEventListener('click',function(e){e.preventDefault();s.value=a.getAttribute('data-show');q.value=w.value='';again();d.getElementById('services').scrollIntoView()})});
addEventListener('hashchange',load);
load()})();
